-- What the database refuses by itself, on SQLite. Statements end at a "-- ;" line.
-- The lists of actions are those of core/vf/actions.py; a test compares them.

-- An event follows the head of its union's chain: no gap, no fork, no replacing.
CREATE TRIGGER ledger_events_follow_the_head BEFORE INSERT ON ledger_event
WHEN EXISTS (SELECT 1 FROM ledger_event WHERE id = NEW.id)
    OR NOT EXISTS (
        SELECT 1 FROM ledger_head
        WHERE union_id = NEW.union_id AND seq = NEW.seq - 1 AND hash = NEW.previous_hash
    )
BEGIN
    SELECT RAISE(ABORT, 'ledger: an event follows the head of its chain');
END
-- ;

-- What leaves one store arrives in the other: same kind, same unit, same union.
-- Accounts take rights only, and only from accounts: all of a kind come to nothing.
CREATE TRIGGER ledger_events_keep_to_their_stores BEFORE INSERT ON ledger_event
WHEN CASE NEW.action
        WHEN 'transferAllRights' THEN 0 WHEN 'consume' THEN 0 WHEN 'raise' THEN 0
        WHEN 'produce' THEN 0 WHEN 'work' THEN 0 WHEN 'move' THEN 0
        WHEN 'transfer' THEN 0 WHEN 'use' THEN 0 WHEN 'cite' THEN 0
        WHEN 'pickup' THEN 0 WHEN 'dropoff' THEN 0 WHEN 'accept' THEN 0
        WHEN 'modify' THEN 0 WHEN 'combine' THEN 0 WHEN 'separate' THEN 0
        WHEN 'deliverService' THEN 0 WHEN 'transferCustody' THEN 0 WHEN 'copy' THEN 0
        WHEN 'lower' THEN 0
        ELSE 1 END
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
BEGIN
    SELECT RAISE(ABORT, 'ledger: an event moves one kind between stores of its union');
END
-- ;

-- A correction concerns the same action and stores and leaves no less than nothing.
CREATE TRIGGER ledger_corrections_keep_to_their_event BEFORE INSERT ON ledger_event
WHEN NEW.corrects_id IS NOT NULL AND (NOT EXISTS (
        SELECT 1 FROM ledger_event AS wrong
        WHERE wrong.id = NEW.corrects_id
            AND wrong.union_id = NEW.union_id
            AND wrong.action = NEW.action
            AND wrong.corrects_id IS NULL
            AND wrong.resource_inventoried_as_id IS NEW.resource_inventoried_as_id
            AND wrong.to_resource_inventoried_as_id
                IS NEW.to_resource_inventoried_as_id
    )
    OR NEW.resource_amount + (
        SELECT COALESCE(SUM(resource_amount), 0) FROM ledger_event
        WHERE id = NEW.corrects_id OR corrects_id = NEW.corrects_id
    ) < 0
    OR NEW.effort_amount + (
        SELECT COALESCE(SUM(effort_amount), 0) FROM ledger_event
        WHERE id = NEW.corrects_id OR corrects_id = NEW.corrects_id
    ) < 0)
BEGIN
    SELECT RAISE(ABORT, 'ledger: a correction takes back no more than was recorded');
END
-- ;

-- Amounts and head are moved by the event itself, never beside it.
CREATE TRIGGER ledger_events_move_what_they_say AFTER INSERT ON ledger_event
BEGIN
    UPDATE ledger_resource SET
        accounting = accounting + NEW.resource_amount * CASE NEW.action
            WHEN 'transferAllRights' THEN -1 WHEN 'consume' THEN -1
            WHEN 'raise' THEN 1 WHEN 'produce' THEN 1 WHEN 'move' THEN -1
            WHEN 'transfer' THEN -1 WHEN 'lower' THEN -1
            ELSE 0 END,
        onhand = onhand + NEW.resource_amount * CASE NEW.action
            WHEN 'consume' THEN -1 WHEN 'raise' THEN 1 WHEN 'produce' THEN 1
            WHEN 'move' THEN -1 WHEN 'transfer' THEN -1 WHEN 'lower' THEN -1
            WHEN 'pickup' THEN -1 WHEN 'dropoff' THEN 1 WHEN 'accept' THEN -1
            WHEN 'modify' THEN 1 WHEN 'combine' THEN -1 WHEN 'separate' THEN 1
            WHEN 'transferCustody' THEN -1
            ELSE 0 END
    WHERE id = NEW.resource_inventoried_as_id AND NEW.resource_amount IS NOT NULL;
    UPDATE ledger_resource SET
        accounting = accounting + NEW.resource_amount * CASE NEW.action
            WHEN 'transferAllRights' THEN 1 WHEN 'transfer' THEN 1 WHEN 'move' THEN 1
            WHEN 'copy' THEN 1
            ELSE 0 END,
        onhand = onhand + NEW.resource_amount * CASE NEW.action
            WHEN 'transfer' THEN 1 WHEN 'move' THEN 1 WHEN 'transferCustody' THEN 1
            WHEN 'copy' THEN 1
            ELSE 0 END
    WHERE id = NEW.to_resource_inventoried_as_id AND NEW.resource_amount IS NOT NULL;
    UPDATE ledger_head SET seq = NEW.seq, hash = NEW.hash WHERE union_id = NEW.union_id;
END
-- ;

-- Nobody rewrites what happened; a correction is a new event.
CREATE TRIGGER ledger_events_are_never_changed BEFORE UPDATE ON ledger_event
BEGIN
    SELECT RAISE(ABORT, 'ledger: events are never changed');
END
-- ;

CREATE TRIGGER ledger_events_are_never_deleted BEFORE DELETE ON ledger_event
BEGIN
    SELECT RAISE(ABORT, 'ledger: events are never deleted');
END
-- ;

-- A chain starts once, empty, and then moves only from one event to the next.
CREATE TRIGGER ledger_heads_start_at_nothing BEFORE INSERT ON ledger_head
WHEN NEW.seq <> 0
    OR NEW.hash <> '0000000000000000000000000000000000000000000000000000000000000000'
    OR EXISTS (SELECT 1 FROM ledger_head WHERE union_id = NEW.union_id)
    OR EXISTS (SELECT 1 FROM ledger_event WHERE union_id = NEW.union_id)
BEGIN
    SELECT RAISE(ABORT, 'ledger: a chain starts at nothing');
END
-- ;

CREATE TRIGGER ledger_heads_follow_events BEFORE UPDATE ON ledger_head
WHEN NEW.union_id <> OLD.union_id OR NOT EXISTS (
        SELECT 1 FROM ledger_event
        WHERE union_id = OLD.union_id AND seq = OLD.seq + 1 AND seq = NEW.seq
            AND previous_hash = OLD.hash AND hash = NEW.hash
    )
BEGIN
    SELECT RAISE(ABORT, 'ledger: a head moves only to the next event');
END
-- ;

CREATE TRIGGER ledger_heads_are_never_deleted BEFORE DELETE ON ledger_head
BEGIN
    SELECT RAISE(ABORT, 'ledger: heads are never deleted');
END
-- ;

-- Only events fill a store, and what it holds never changes kind or unit.
CREATE TRIGGER ledger_stores_start_empty BEFORE INSERT ON ledger_resource
WHEN NEW.accounting <> 0 OR NEW.onhand <> 0
    OR EXISTS (SELECT 1 FROM ledger_resource WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'ledger: a store starts empty');
END
-- ;

CREATE TRIGGER ledger_stores_keep_their_kind BEFORE UPDATE ON ledger_resource
WHEN NEW.id <> OLD.id OR NEW.union_id <> OLD.union_id OR NEW.unit <> OLD.unit
    OR NEW.conforms_to_id <> OLD.conforms_to_id OR NEW.is_account <> OLD.is_account
BEGIN
    SELECT RAISE(ABORT, 'ledger: a store keeps its kind and unit');
END
-- ;

CREATE TRIGGER ledger_kinds_keep_their_unit BEFORE UPDATE ON ledger_specification
WHEN NEW.id <> OLD.id OR NEW.union_id <> OLD.union_id OR NEW.unit <> OLD.unit
BEGIN
    SELECT RAISE(ABORT, 'ledger: a kind keeps its unit');
END
