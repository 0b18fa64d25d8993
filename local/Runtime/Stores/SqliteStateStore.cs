using System.Globalization;
using DaprProcessing.Components;
using DaprProcessing.Local.Runtime.Loading;
using DaprProcessing.Local.Runtime.Storage;
using Microsoft.Data.Sqlite;

namespace DaprProcessing.Local.Runtime.Stores;

/// <summary>
/// <c>state.sqlite</c>: a file that survives a kill. <c>connectionString</c> is a path (relative to the state directory) or
/// <c>file:path</c>/<c>Data Source=path</c>, which runtimes may share; <c>tableName</c> (state); <c>busyTimeout</c> (10s) is how
/// long a write waits for another runtime's; <c>cleanupInterval</c> (1h) removes expired keys for good.
/// </summary>
internal sealed class SqliteStateStore(ComponentContext context) : IStateStore
{
    private const int MaxKeysPerQuery = 100;

    private SqliteGroupCommit? _file;
    private SqliteStatementsOf? _sql;
    private ExpirySweep? _sweep;

    private SqliteGroupCommit File => _file ?? throw new InvalidOperationException("not initialised");

    private SqliteStatementsOf Sql => _sql ?? throw new InvalidOperationException("not initialised");

    public async Task InitAsync(ComponentMetadata metadata, CancellationToken cancellationToken)
    {
        var path = PathOf(metadata.Require("connectionString"));
        _sql = new SqliteStatementsOf(Identifier(metadata.Get("tableName") ?? "state"));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var busyTimeout = metadata.GetDuration("busyTimeout", SqliteFile.DefaultBusyTimeout);
        _file = await SqliteGroupCommit.OpenAsync(path, [], busyTimeout, cancellationToken);
        await _file.WriteAsync(connection => connection.Run(_sql.CreateTable), cancellationToken);
        _sweep = new ExpirySweep(
            metadata, context.Time, token => File.WriteAsync(connection => connection.Run(Sql.DeleteExpired, Now()), token));
    }

    public async Task<StateValue?> GetAsync(string key, CancellationToken cancellationToken) =>
        (await GetManyAsync([key], cancellationToken)).TryGetValue(key, out var value) ? value : null;

    public async Task<IReadOnlyDictionary<string, StateValue>> GetManyAsync(
        IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, StateValue>();
        foreach (var some in keys.Chunk(MaxKeysPerQuery))
        {
            await GuardAsync(() => File.ReadAsync(
                connection =>
                {
                    foreach (var key in some)
                    {
                        if (Find(connection, key) is { } value)
                        {
                            found[key] = value;
                        }
                    }

                    return 0;
                },
                cancellationToken));
        }

        return found;
    }

    public Task TransactAsync(IReadOnlyList<StateOperation> operations, CancellationToken cancellationToken) =>
        GuardAsync(() => File.WriteAsync(
            connection =>
            {
                foreach (var operation in operations)
                {
                    Apply(connection, operation);
                }

                return 0;
            },
            cancellationToken));

    public async ValueTask DisposeAsync()
    {
        await (_sweep?.DisposeAsync() ?? ValueTask.CompletedTask);
        if (_file is not null)
        {
            await _file.DisposeAsync();
        }
    }

    private StateValue? Find(SqliteConnection connection, string key)
    {
        using var row = connection.Statement(Sql.Select, key, Now()).ExecuteReader();
        return row.Read()
            ? new StateValue(
                (byte[])row[0], row.GetInt64(1).ToString(CultureInfo.InvariantCulture),
                row.IsDBNull(2) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)))
            : null;
    }

    // Throwing undoes this caller's whole transaction and nobody else's: the file sees to that.
    private void Apply(SqliteConnection connection, StateOperation operation)
    {
        var current = Find(connection, operation.Key)?.Etag;
        if (operation.Etag is { } etag ? current != etag : operation.FirstWrite && current is not null)
        {
            throw new ComponentException(ComponentErrorKind.EtagMismatch, $"key '{operation.Key}' has another etag");
        }

        if (operation.Value is { } value)
        {
            long? expires = operation.TimeToLive is { } life ? context.Time.GetUtcNow().Add(life).ToUnixTimeMilliseconds() : null;
            connection.Run(Sql.Upsert, operation.Key, value.ToArray(), expires);
        }
        else
        {
            connection.Run(Sql.Delete, operation.Key);
        }
    }

    private static async Task GuardAsync(Func<Task<int>> work)
    {
        try
        {
            await work();
        }
        catch (Exception failure) when (failure is StorageException or SqliteException)
        {
            throw new ComponentException(ComponentErrorKind.Unavailable, failure.Message, failure);
        }
    }

    private long Now() => context.Time.GetUtcNow().ToUnixTimeMilliseconds();

    private string PathOf(string connectionString)
    {
        var path = connectionString.Split('?')[0];
        foreach (var prefix in new[] { "Data Source=", "file:" })
        {
            if (path.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                path = path[prefix.Length..];
            }
        }

        return path.Contains(":memory:", StringComparison.Ordinal)
            ? throw new ComponentException(
                ComponentErrorKind.Invalid, "connectionString ':memory:' is not supported; use state.in-memory")
            : Path.GetFullPath(path, Path.GetFullPath(context.StateDirectory));
    }

    private static string Identifier(string name) =>
        name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && name.Length is > 0 and <= 64
        ? name
        : throw new ComponentException(ComponentErrorKind.Invalid, $"tableName '{name}' is not a plain name");

    /// <summary>
    /// The statements over one table. ETags are a counter of the table, so that a key deleted and written again never gets an old
    /// one.
    /// </summary>
    private sealed class SqliteStatementsOf(string table)
    {
        public string CreateTable { get; } =
            $"CREATE TABLE IF NOT EXISTS {table} (version INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, "
            + "value BLOB NOT NULL, expires INTEGER)";

        public string Select { get; } =
            $"SELECT value, version, expires FROM {table} WHERE key = $1 AND (expires IS NULL OR expires > $2)";

        public string Upsert { get; } = $"INSERT OR REPLACE INTO {table} (key, value, expires) VALUES ($1, $2, $3)";

        public string Delete { get; } = $"DELETE FROM {table} WHERE key = $1";

        public string DeleteExpired { get; } = $"DELETE FROM {table} WHERE expires <= $1";
    }
}
