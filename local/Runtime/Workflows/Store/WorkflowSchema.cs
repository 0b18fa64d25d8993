namespace DaprProcessing.Local.Runtime.Workflows.Store;

/// <summary>
/// The tables. Times are ticks (100 ns) since the Unix epoch, UTC. Instance keys are never used twice, so what still points to a
/// purged instance finds nothing. Big values live in <c>instance_data</c>, for an update of <c>instance</c> rewrites all of
/// its row.
/// </summary>
internal static class WorkflowSchema
{
    public static readonly string[] Migrations =
    [
        """
        CREATE TABLE instance(
            key INTEGER PRIMARY KEY AUTOINCREMENT,
            app TEXT NOT NULL,
            id TEXT NOT NULL,
            execution TEXT NOT NULL,
            name TEXT NOT NULL,
            status INTEGER NOT NULL,
            suspended INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            scheduled_at INTEGER,
            started_at INTEGER,
            completed_at INTEGER,
            parent_key INTEGER,
            parent_execution TEXT,
            parent_task INTEGER,
            turns INTEGER NOT NULL,
            history_bytes INTEGER NOT NULL,
            UNIQUE(app, id));
        CREATE INDEX instance_parent ON instance(parent_key) WHERE parent_key IS NOT NULL;
        CREATE INDEX instance_stalled ON instance(app) WHERE status = 8;

        CREATE TABLE instance_data(
            instance INTEGER PRIMARY KEY,
            input TEXT,
            output TEXT,
            custom_status TEXT,
            failure BLOB);

        -- One row per turn: its events, encoded together.
        CREATE TABLE history(
            instance INTEGER NOT NULL,
            turn INTEGER NOT NULL,
            events BLOB NOT NULL,
            PRIMARY KEY(instance, turn)) WITHOUT ROWID;

        -- Events that wait for the next turn.
        CREATE TABLE inbox(
            instance INTEGER NOT NULL,
            seq INTEGER NOT NULL,
            outside INTEGER NOT NULL,
            event BLOB NOT NULL,
            PRIMARY KEY(instance, seq)) WITHOUT ROWID;

        -- Activities that were scheduled and have not completed.
        CREATE TABLE activity(
            instance INTEGER NOT NULL,
            task INTEGER NOT NULL,
            app TEXT NOT NULL,
            request BLOB NOT NULL,
            PRIMARY KEY(instance, task)) WITHOUT ROWID;

        CREATE TABLE timer(
            instance INTEGER NOT NULL,
            id INTEGER NOT NULL,
            due_at INTEGER NOT NULL,
            PRIMARY KEY(instance, id)) WITHOUT ROWID;
        CREATE INDEX timer_due ON timer(due_at);
        """,
    ];
}
