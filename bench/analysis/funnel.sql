-- The latest start of a chain of every length, row by row: the same rule in SQL. :steps are 0 to 4, times microseconds.
WITH
  w1 AS (SELECT person, time, event,
    max(CASE WHEN event = 0 THEN time END) OVER before AS s1
    FROM events WHERE event < 5 WINDOW before AS (PARTITION BY person ORDER BY time, event ROWS UNBOUNDED PRECEDING)),
  w2 AS (SELECT *,
    max(CASE WHEN event = 1 AND time - s1 <= 604800000000 THEN s1 END) OVER before AS s2
    FROM w1 WINDOW before AS (PARTITION BY person ORDER BY time, event ROWS UNBOUNDED PRECEDING)),
  w3 AS (SELECT *,
    max(CASE WHEN event = 2 AND time - s2 <= 604800000000 THEN s2 END) OVER before AS s3
    FROM w2 WINDOW before AS (PARTITION BY person ORDER BY time, event ROWS UNBOUNDED PRECEDING)),
  w4 AS (SELECT *,
    max(CASE WHEN event = 3 AND time - s3 <= 604800000000 THEN s3 END) OVER before AS s4
    FROM w3 WINDOW before AS (PARTITION BY person ORDER BY time, event ROWS UNBOUNDED PRECEDING)),
  each AS (SELECT person,
    max(s1) IS NOT NULL AS r1, max(s2) IS NOT NULL AS r2, max(s3) IS NOT NULL AS r3, max(s4) IS NOT NULL AS r4,
    bool_or(event = 4 AND time - s4 <= 604800000000) AS r5
    FROM w4 GROUP BY person)
SELECT count(*) FILTER (r1) AS a, count(*) FILTER (r2) AS b, count(*) FILTER (r3) AS c, count(*) FILTER (r4) AS d,
  count(*) FILTER (r5) AS e
FROM each
