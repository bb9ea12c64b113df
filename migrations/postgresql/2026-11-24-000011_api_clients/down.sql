ALTER TABLE idempotency_keys RENAME COLUMN caller_id TO staff_id;
ALTER TABLE incident_history DROP COLUMN client_id;
ALTER TABLE incident_history ALTER COLUMN staff_id SET NOT NULL;
ALTER TABLE incidents DROP COLUMN reported_by_client;
ALTER TABLE incidents ALTER COLUMN reported_by SET NOT NULL;
DROP TABLE api_client_secrets;
DROP TABLE api_client_areas;
DROP TABLE api_clients;
