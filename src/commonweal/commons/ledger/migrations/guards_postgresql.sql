-- What the database refuses by itself, on PostgreSQL. Statements end at a "-- ;" line.
-- The lists of actions are those of core/vf/actions.py; a test compares them.

-- Events follow the head of their union's chain: no gap, no fork. Asked once for all
-- that one statement inserts, so that many at once cost no more than each.
CREATE FUNCTION ledger_events_follow_the_head() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Writers of a union queue here.
    PERFORM 1 FROM ledger_head
    WHERE union_id IN (SELECT union_id FROM kept) ORDER BY union_id FOR UPDATE;
    IF EXISTS (
        SELECT 1 FROM (
            SELECT kept.seq, kept.previous_hash,
                head.seq + row_number() OVER chain AS next_seq,
                COALESCE(lag(kept.hash) OVER chain, head.hash) AS last_hash
            FROM kept LEFT JOIN ledger_head AS head ON head.union_id = kept.union_id
            WINDOW chain AS (PARTITION BY kept.union_id ORDER BY kept.seq)
        ) AS following
        WHERE (seq = next_seq AND previous_hash = last_hash) IS NOT TRUE
    )
    THEN
        RAISE EXCEPTION 'ledger: an event follows the head of its chain' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$
-- ;

CREATE TRIGGER ledger_events_follow_the_head AFTER INSERT ON ledger_event
REFERENCING NEW TABLE AS kept FOR EACH STATEMENT
EXECUTE FUNCTION ledger_events_follow_the_head()
-- ;

-- What leaves one store arrives in the other: same kind, same unit, same union.
-- Accounts take rights only, and only from accounts: all of a kind come to nothing.
CREATE FUNCTION ledger_events_keep_to_their_stores() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.action NOT IN (
        'produce', 'use', 'consume', 'cite', 'work', 'pickup', 'dropoff', 'accept', 'modify', 'combine', 'separate', 'deliverService', 'transferAllRights', 'transferCustody', 'transfer', 'move', 'copy', 'raise', 'lower'
    )
    OR (NEW.resource_amount IS NULL AND NEW.action NOT IN ('use', 'work'))
    OR (NEW.to_resource_inventoried_as_id IS NOT NULL AND NEW.action NOT IN (
        'combine', 'transferAllRights', 'transferCustody', 'transfer', 'move', 'copy'
    ))
    OR (NEW.action IN ('transferAllRights', 'transferCustody', 'transfer', 'move')
        AND (NEW.resource_inventoried_as_id IS NULL)
            <> (NEW.to_resource_inventoried_as_id IS NULL))
    OR NEW.resource_inventoried_as_id = NEW.to_resource_inventoried_as_id
    OR (NEW.resource_inventoried_as_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM ledger_resource
        WHERE id = NEW.resource_inventoried_as_id
            AND union_id = NEW.union_id
            AND conforms_to_id = NEW.resource_conforms_to_id
            AND unit = COALESCE(NEW.resource_unit, unit)
            AND (NEW.action = 'transferAllRights' OR NOT is_account)
    ))
    OR (NEW.to_resource_inventoried_as_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM ledger_resource
        WHERE id = NEW.to_resource_inventoried_as_id
            AND union_id = NEW.union_id
            AND (NEW.action = 'combine' OR (
                conforms_to_id = NEW.resource_conforms_to_id
                AND unit = NEW.resource_unit
            ))
            AND (NEW.action = 'transferAllRights' OR NOT is_account)
            AND (NEW.action <> 'transferAllRights' OR is_account = (
                SELECT is_account FROM ledger_resource
                WHERE id = NEW.resource_inventoried_as_id
            ))
    ))
    THEN
        RAISE EXCEPTION 'ledger: an event moves one kind between stores of its union' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$
-- ;

CREATE TRIGGER ledger_events_keep_to_their_stores BEFORE INSERT ON ledger_event
FOR EACH ROW EXECUTE FUNCTION ledger_events_keep_to_their_stores()
-- ;

-- A correction concerns the same action and stores and leaves no less than nothing.
CREATE FUNCTION ledger_corrections_keep_to_their_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.corrects_id IS NOT NULL AND (NOT EXISTS (
        SELECT 1 FROM ledger_event AS wrong
        WHERE wrong.id = NEW.corrects_id
            AND wrong.union_id = NEW.union_id
            AND wrong.action = NEW.action
            AND wrong.corrects_id IS NULL
            AND wrong.resource_inventoried_as_id IS NOT DISTINCT FROM NEW.resource_inventoried_as_id
            AND wrong.to_resource_inventoried_as_id
                IS NOT DISTINCT FROM NEW.to_resource_inventoried_as_id
    )
    OR NEW.resource_amount + (
        SELECT COALESCE(SUM(resource_amount), 0) FROM ledger_event
        WHERE id = NEW.corrects_id OR corrects_id = NEW.corrects_id
    ) < 0
    OR NEW.effort_amount + (
        SELECT COALESCE(SUM(effort_amount), 0) FROM ledger_event
        WHERE id = NEW.corrects_id OR corrects_id = NEW.corrects_id
    ) < 0)
    THEN
        RAISE EXCEPTION 'ledger: a correction takes back no more than was recorded' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$
-- ;

CREATE TRIGGER ledger_corrections_keep_to_their_event BEFORE INSERT ON ledger_event
FOR EACH ROW EXECUTE FUNCTION ledger_corrections_keep_to_their_event()
-- ;

-- Amounts and head are moved by the events themselves, never beside them: once for each
-- store, because PostgreSQL would keep a version of its row for every event.
CREATE FUNCTION ledger_events_move_what_they_say() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE ledger_resource AS store SET
        accounting = store.accounting + moved.accounting,
        onhand = store.onhand + moved.onhand
    FROM (
        SELECT resource, SUM(accounting)::bigint AS accounting, SUM(onhand)::bigint AS onhand
        FROM (
            SELECT resource_inventoried_as_id AS resource,
                resource_amount * CASE
                WHEN action IN ('produce', 'raise') THEN 1
                WHEN action IN ('consume', 'transferAllRights', 'transfer', 'move', 'lower') THEN -1
                ELSE 0 END AS accounting,
                resource_amount * CASE
                WHEN action IN ('produce', 'dropoff', 'modify', 'separate', 'raise') THEN 1
                WHEN action IN ('consume', 'pickup', 'accept', 'combine', 'transferCustody', 'transfer', 'move', 'lower') THEN -1
                ELSE 0 END AS onhand
            FROM kept WHERE resource_amount IS NOT NULL
            UNION ALL
            SELECT to_resource_inventoried_as_id AS resource,
                resource_amount * CASE
                WHEN action IN ('transferAllRights', 'transfer', 'move', 'copy') THEN 1
                ELSE 0 END AS accounting,
                resource_amount * CASE
                WHEN action IN ('transferCustody', 'transfer', 'move', 'copy') THEN 1
                ELSE 0 END AS onhand
            FROM kept WHERE resource_amount IS NOT NULL
        ) AS sides
        WHERE resource IS NOT NULL
        GROUP BY resource
    ) AS moved
    WHERE store.id = moved.resource AND (moved.accounting <> 0 OR moved.onhand <> 0);
    UPDATE ledger_head AS head SET seq = last.seq, hash = last.hash
    FROM (
        SELECT DISTINCT ON (union_id) union_id, seq, hash FROM kept
        ORDER BY union_id, seq DESC
    ) AS last
    WHERE head.union_id = last.union_id;
    RETURN NULL;
END $$
-- ;

CREATE TRIGGER ledger_events_move_what_they_say AFTER INSERT ON ledger_event
REFERENCING NEW TABLE AS kept FOR EACH STATEMENT
EXECUTE FUNCTION ledger_events_move_what_they_say()
-- ;

-- Nobody rewrites what happened; a correction is a new event.
CREATE FUNCTION ledger_events_are_never_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'ledger: events are never changed' USING ERRCODE = 'check_violation';
END $$
-- ;

CREATE TRIGGER ledger_events_are_never_changed BEFORE UPDATE ON ledger_event
FOR EACH ROW EXECUTE FUNCTION ledger_events_are_never_changed()
-- ;

CREATE FUNCTION ledger_events_are_never_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'ledger: events are never deleted' USING ERRCODE = 'check_violation';
END $$
-- ;

CREATE TRIGGER ledger_events_are_never_deleted BEFORE DELETE ON ledger_event
FOR EACH ROW EXECUTE FUNCTION ledger_events_are_never_deleted()
-- ;

CREATE TRIGGER ledger_events_are_never_truncated BEFORE TRUNCATE ON ledger_event
FOR EACH STATEMENT EXECUTE FUNCTION ledger_events_are_never_deleted()
-- ;

-- A chain starts once, empty, and then moves only from one event to the next.
CREATE FUNCTION ledger_heads_start_at_nothing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.seq <> 0
    OR NEW.hash <> '0000000000000000000000000000000000000000000000000000000000000000'
    OR EXISTS (SELECT 1 FROM ledger_head WHERE union_id = NEW.union_id)
    OR EXISTS (SELECT 1 FROM ledger_event WHERE union_id = NEW.union_id)
    THEN
        RAISE EXCEPTION 'ledger: a chain starts at nothing' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$
-- ;

CREATE TRIGGER ledger_heads_start_at_nothing BEFORE INSERT ON ledger_head
FOR EACH ROW EXECUTE FUNCTION ledger_heads_start_at_nothing()
-- ;

CREATE FUNCTION ledger_heads_follow_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.union_id <> OLD.union_id OR NOT EXISTS (
        SELECT 1 FROM ledger_event
        WHERE union_id = OLD.union_id AND seq = OLD.seq + 1 AND previous_hash = OLD.hash
    )
    OR NOT EXISTS (
        SELECT 1 FROM ledger_event
        WHERE union_id = OLD.union_id AND seq = NEW.seq AND hash = NEW.hash
    )
    OR NEW.seq - OLD.seq <> (
        SELECT COUNT(*) FROM ledger_event
        WHERE union_id = OLD.union_id AND seq > OLD.seq AND seq <= NEW.seq
    )
    THEN
        RAISE EXCEPTION 'ledger: a head moves only to the next event' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$
-- ;

CREATE TRIGGER ledger_heads_follow_events BEFORE UPDATE ON ledger_head
FOR EACH ROW EXECUTE FUNCTION ledger_heads_follow_events()
-- ;

CREATE FUNCTION ledger_heads_are_never_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'ledger: heads are never deleted' USING ERRCODE = 'check_violation';
END $$
-- ;

CREATE TRIGGER ledger_heads_are_never_deleted BEFORE DELETE ON ledger_head
FOR EACH ROW EXECUTE FUNCTION ledger_heads_are_never_deleted()
-- ;

CREATE TRIGGER ledger_heads_are_never_truncated BEFORE TRUNCATE ON ledger_head
FOR EACH STATEMENT EXECUTE FUNCTION ledger_heads_are_never_deleted()
-- ;

-- Only events fill a store, and what it holds never changes kind or unit.
CREATE FUNCTION ledger_stores_start_empty() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.accounting <> 0 OR NEW.onhand <> 0
    OR EXISTS (SELECT 1 FROM ledger_resource WHERE id = NEW.id)
    THEN
        RAISE EXCEPTION 'ledger: a store starts empty' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$
-- ;

CREATE TRIGGER ledger_stores_start_empty BEFORE INSERT ON ledger_resource
FOR EACH ROW EXECUTE FUNCTION ledger_stores_start_empty()
-- ;

CREATE FUNCTION ledger_stores_keep_their_kind() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.id <> OLD.id OR NEW.union_id <> OLD.union_id OR NEW.unit <> OLD.unit
    OR NEW.conforms_to_id <> OLD.conforms_to_id OR NEW.is_account <> OLD.is_account
    THEN
        RAISE EXCEPTION 'ledger: a store keeps its kind and unit' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$
-- ;

CREATE TRIGGER ledger_stores_keep_their_kind BEFORE UPDATE ON ledger_resource
FOR EACH ROW EXECUTE FUNCTION ledger_stores_keep_their_kind()
-- ;

CREATE FUNCTION ledger_kinds_keep_their_unit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.id <> OLD.id OR NEW.union_id <> OLD.union_id OR NEW.unit <> OLD.unit
    THEN
        RAISE EXCEPTION 'ledger: a kind keeps its unit' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$
-- ;

CREATE TRIGGER ledger_kinds_keep_their_unit BEFORE UPDATE ON ledger_specification
FOR EACH ROW EXECUTE FUNCTION ledger_kinds_keep_their_unit()
