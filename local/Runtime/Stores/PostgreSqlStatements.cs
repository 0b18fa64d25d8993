using DaprProcessing.Components;

namespace DaprProcessing.Local.Runtime.Stores;

/// <summary>
/// The statements over one table. ETags come from a sequence of the table's, so that a key deleted and written again never gets
/// an old one. Parameters: key, value, seconds to live, version.
/// </summary>
internal sealed class PostgreSqlStatements(string table)
{
    // Two transactions over the same keys in another order would each wait for the other's rows.
    public const string LockInOrder =
        "SELECT pg_advisory_xact_lock(k.hash) FROM (SELECT DISTINCT hashtextextended(key, 0) AS hash FROM unnest($1) key "
        + "ORDER BY 1) k";

    private const string Alive = "(t.expires IS NULL OR t.expires > now())";
    private const string Expires = "now() + $3 * interval '1 second'";

    private const string Update = "UPDATE SET value = excluded.value, version = excluded.version, expires = excluded.expires";

    private readonly string _table = Identifier(table);

    // Runtimes that start at once would trip over each other's half-made table: they wait for the lock of its name.
    public string Create =>
        $"SELECT pg_advisory_xact_lock(hashtext('{_table}')); CREATE SEQUENCE IF NOT EXISTS {_table}_version; "
        + $"CREATE TABLE IF NOT EXISTS {_table} (key text PRIMARY KEY, value bytea NOT NULL, version bigint NOT NULL, "
        + "expires timestamptz)";

    public string Select => $"SELECT t.key, t.value, t.version, t.expires FROM {_table} t WHERE t.key = ANY($1) AND {Alive}";

    public string DeleteExpired => $"DELETE FROM {_table} WHERE expires <= now()";

    private string Version => $"nextval('{_table}_version')";

    private string Insert => $"INSERT INTO {_table} AS t (key, value, version, expires) VALUES ($1, $2, {Version}, {Expires})";

    public string Of(StateOperation operation) => (operation.Value is null, operation.Etag is null, operation.FirstWrite) switch
    {
        (false, false, _) =>
            $"UPDATE {_table} t SET value = $2, version = {Version}, expires = {Expires} WHERE t.key = $1 AND t.version = $4 "
            + $"AND {Alive}",
        (false, true, true) => $"{Insert} ON CONFLICT (key) DO {Update} WHERE NOT {Alive}",
        (false, true, false) => $"{Insert} ON CONFLICT (key) DO {Update}",
        (true, false, _) => $"DELETE FROM {_table} t WHERE t.key = $1 AND t.version = $2 AND {Alive}",
        (true, true, true) => $"DELETE FROM {_table} t WHERE t.key = $1 AND {Alive}",
        (true, true, false) => $"DELETE FROM {_table} t WHERE t.key = $1",
    };

    private static string Identifier(string name) =>
        name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')
            && name.Length is > 0 and <= 40 && !char.IsAsciiDigit(name[0])
            ? name
            : throw new ComponentException(
                ComponentErrorKind.Invalid, $"tableName '{name}' is not a plain name in small letters");
}
