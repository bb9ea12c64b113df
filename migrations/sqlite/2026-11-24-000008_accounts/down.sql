DROP TABLE account_changes;
DROP TABLE sign_in_links;
DROP TABLE confirmations;
