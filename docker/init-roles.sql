-- Runs once, as the superuser, when the database is made. Three roles hold the rights and cannot log
-- in; three logins are members of one role each. The application's login cannot change or delete a
-- booked row, because its role cannot, and it is a member of no other.
\getenv owner_password GANPEI_OWNER_PASSWORD
\getenv app_password GANPEI_APP_PASSWORD
\getenv auditor_password GANPEI_AUDITOR_PASSWORD

CREATE ROLE ganpei_owner NOLOGIN;
CREATE ROLE ganpei_app NOLOGIN;
CREATE ROLE ganpei_auditor NOLOGIN;

CREATE ROLE ganpei_migrator LOGIN PASSWORD :'owner_password' IN ROLE ganpei_owner;
CREATE ROLE ganpei_service LOGIN PASSWORD :'app_password' IN ROLE ganpei_app;
CREATE ROLE ganpei_reader LOGIN PASSWORD :'auditor_password' IN ROLE ganpei_auditor;

-- Migrations make schemas, and hand on the right to do so.
ALTER DATABASE ganpei OWNER TO ganpei_migrator;
REVOKE ALL ON DATABASE ganpei FROM PUBLIC;
GRANT CONNECT ON DATABASE ganpei TO ganpei_owner, ganpei_app, ganpei_auditor;
