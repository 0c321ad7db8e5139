# What the scripts of the tests have. $root is the repository, $db the test's own database.

my=$plugin

# SQL from standard input; $1: the database, if any.
sql() { mariadb --defaults-file=client.cnf --batch --raw --skip-column-names ${1:+"--database=$1"}; }

# The nasty one.
make_shop() {
  sql <<<"CREATE DATABASE \`$db\` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci COMMENT 'it''s the shop'"
  sql "$db" >/dev/null <"$root/tests/Mysql.Tests/shop.sql"
  sql "$db" <<<"CREATE TABLE mark_$db (a INT)"
  # Who its objects act as; some of them are no account of this server.
  sql "$db" <<SQL
    CREATE OR REPLACE USER \`$db-app\`@'%' IDENTIFIED BY 'theirs'; GRANT ALL ON \`$db\`.* TO \`$db-app\`@'%';
    CREATE DEFINER = \`$db-app\`@'%' VIEW theirs AS SELECT id FROM t;
    CREATE DEFINER = \`$db-app\`@'%' PROCEDURE their_own() SELECT 1;
    CREATE DEFINER = \`$db-app\`@'%' TRIGGER their_trigger BEFORE INSERT ON nopk FOR EACH ROW SET NEW.x =
      NEW.x;
SQL
}

# A quick one, big enough to be cut.
make_small() {
  sql <<SQL
    CREATE DATABASE \`$db\`; USE \`$db\`;
    CREATE TABLE t (a INT PRIMARY KEY, b TEXT);
    INSERT INTO t SELECT seq, CONCAT(MD5(seq), MD5(-seq)) FROM seq_1_to_30000;
    CREATE TABLE twice (a INT); CREATE TABLE mark_$db (a INT);
    INSERT INTO twice VALUES (1), (1);
    CREATE VIEW v AS SELECT a FROM twice;
    CREATE FUNCTION f() RETURNS INT DETERMINISTIC RETURN 1;
    CREATE TRIGGER g BEFORE INSERT ON twice FOR EACH ROW SET NEW.a = NEW.a + 1;
    CREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2036-01-01' DO DELETE FROM twice;
SQL
}

# Everything in a database, asked in a way of its own.
state() {
  local d=${1:-$db}
  sql <<<"SHOW CREATE DATABASE \`$d\`"
  sql <<SQL | sql "$d"
    SET @d = '$d';
    SELECT CONCAT('SHOW CREATE TABLE ', n, '; CHECKSUM TABLE ', n, ' EXTENDED; SELECT COUNT(*) FROM ', n,
      IF(k = 'SYSTEM VERSIONED', CONCAT(' FOR SYSTEM_TIME ALL; SELECT * FROM ', n,
        ' FOR SYSTEM_TIME ALL ORDER BY 1, 2'), ''), ';')
      FROM (SELECT CONCAT('\`', REPLACE(TABLE_NAME, '\`', '\`\`'), '\`') n, TABLE_TYPE k
        FROM information_schema.TABLES
        WHERE TABLE_SCHEMA = @d AND TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED') ORDER BY 1) x;
    SELECT CONCAT('SELECT * FROM \`', TABLE_NAME, '\`;') FROM information_schema.TABLES
      WHERE TABLE_SCHEMA = @d AND TABLE_TYPE = 'SEQUENCE' ORDER BY 1;
    SELECT CONCAT('SHOW CREATE VIEW \`', REPLACE(TABLE_NAME, '\`', '\`\`'), '\`;')
      FROM information_schema.VIEWS WHERE TABLE_SCHEMA = @d ORDER BY 1;
SQL
  sql <<SQL
    SET @d = '$d';
    SELECT TRIGGER_NAME, EVENT_MANIPULATION, EVENT_OBJECT_TABLE, ACTION_ORDER, ACTION_STATEMENT,
      ACTION_TIMING,
      SQL_MODE, DEFINER, CHARACTER_SET_CLIENT, COLLATION_CONNECTION FROM information_schema.TRIGGERS
      WHERE TRIGGER_SCHEMA = @d ORDER BY 1;
    SELECT ROUTINE_NAME, ROUTINE_TYPE, DTD_IDENTIFIER, MD5(ROUTINE_DEFINITION), IS_DETERMINISTIC,
      SQL_DATA_ACCESS,
      SECURITY_TYPE, SQL_MODE, ROUTINE_COMMENT, DEFINER, CHARACTER_SET_CLIENT FROM information_schema.ROUTINES
      WHERE ROUTINE_SCHEMA = @d ORDER BY 1, 2;
    SELECT SPECIFIC_NAME, ORDINAL_POSITION, PARAMETER_MODE, PARAMETER_NAME, DTD_IDENTIFIER
      FROM information_schema.PARAMETERS WHERE SPECIFIC_SCHEMA = @d ORDER BY 1, 2;
    SELECT EVENT_NAME, DEFINER, TIME_ZONE, EVENT_DEFINITION, EVENT_TYPE, EXECUTE_AT, INTERVAL_VALUE,
      INTERVAL_FIELD,
      SQL_MODE, STARTS, ENDS, STATUS, ON_COMPLETION, EVENT_COMMENT FROM information_schema.EVENTS
      WHERE EVENT_SCHEMA = @d ORDER BY 1;
SQL
}

# Every database that a restore of this test makes for itself: other tests run beside this one.
staged_here() {
  sql <<<"SELECT TABLE_SCHEMA FROM information_schema.TABLES WHERE TABLE_SCHEMA REGEXP '^shield_(new|old)_'
    AND TABLE_NAME = 'mark_$db'"
  sql <<<"SELECT SCHEMA_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME REGEXP '^shield_old_'" |
    while read -r old; do
      sql 2>/dev/null <<<"SELECT '$old' FROM $old.shield_way_back WHERE of_database = '$db' LIMIT 1" || true
    done
}

# $1: what must hold within twenty seconds.
await() {
  local try
  for try in $(seq 1000); do
    if eval "$1"; then return; fi
    sleep 0.02
  done
  echo "never came true: $1" >&2
  return 99
}

drop_all() {
  {
    sql <<<"SELECT CONCAT('DROP DATABASE \`', SCHEMA_NAME, '\`;') FROM information_schema.SCHEMATA
      WHERE SCHEMA_NAME LIKE '$db%'"
    sql <<<"SELECT CONCAT('DROP USER \`', User, '\`@\`', Host, '\`;') FROM mysql.user WHERE User LIKE '$db%'"
  } | sql
}
