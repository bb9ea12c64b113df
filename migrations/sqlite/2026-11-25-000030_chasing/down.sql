DROP TABLE chaser;
DROP TABLE notice_sends;
DROP TABLE notices;
