using System.Globalization;
using DaprProcessing.Components;
using DaprProcessing.Local.Runtime.Loading;
using Npgsql;

namespace DaprProcessing.Local.Runtime.Stores;

/// <summary>
/// <c>state.postgresql</c>: what runtimes on several hosts share. <c>connectionString</c> is libpq's, as for daprd;
/// <c>tableName</c> (local_state: daprd's table has other columns); <c>timeout</c> (10s) of a statement; <c>maxConns</c> (4);
/// <c>cleanupInterval</c> (1h) removes expired keys for good. When a key expires is told by the database's clock alone.
/// </summary>
internal sealed class PostgreSqlStateStore(ComponentContext context) : IStateStore
{
    private const string DefaultTable = "local_state";

    private NpgsqlDataSource? _database;
    private PostgreSqlStatements? _sql;
    private ExpirySweep? _sweep;

    private NpgsqlDataSource Database => _database ?? throw new InvalidOperationException("not initialised");

    private PostgreSqlStatements Sql => _sql ?? throw new InvalidOperationException("not initialised");

    public async Task InitAsync(ComponentMetadata metadata, CancellationToken cancellationToken)
    {
        _sql = new PostgreSqlStatements(metadata.Get("tableName") ?? DefaultTable);
        _database = NpgsqlDataSource.Create(PostgreSqlConnection.Read(
            metadata.Require("connectionString"), metadata.GetDuration("timeout", TimeSpan.FromSeconds(10)),
            metadata.GetInt("maxConns", 4)));
        await GuardAsync(async () =>
        {
            await using var create = _database.CreateCommand(_sql.Create);
            return await create.ExecuteNonQueryAsync(cancellationToken);
        });
        _sweep = new ExpirySweep(metadata, context.Time, DeleteExpiredAsync);
    }

    public async Task<StateValue?> GetAsync(string key, CancellationToken cancellationToken) =>
        (await GetManyAsync([key], cancellationToken)).TryGetValue(key, out var value) ? value : null;

    public async Task<IReadOnlyDictionary<string, StateValue>> GetManyAsync(
        IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        return await GuardAsync(async () =>
        {
            var found = new Dictionary<string, StateValue>();
            await using var select = Database.CreateCommand(Sql.Select);
            select.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. keys] });
            await using var rows = await select.ExecuteReaderAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken))
            {
                found[rows.GetString(0)] = new StateValue(
                    rows.GetFieldValue<byte[]>(1), rows.GetInt64(2).ToString(CultureInfo.InvariantCulture),
                    rows.IsDBNull(3) ? null : rows.GetFieldValue<DateTimeOffset>(3));
            }

            return found;
        });
    }

    public Task TransactAsync(IReadOnlyList<StateOperation> operations, CancellationToken cancellationToken) => GuardAsync(
        () => operations.Count == 1
            ? ApplyAloneAsync(operations[0], cancellationToken)
            : ApplyTogetherAsync(operations, cancellationToken));

    public async ValueTask DisposeAsync()
    {
        await (_sweep?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_database?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private async Task<int> ApplyAloneAsync(StateOperation operation, CancellationToken cancellationToken)
    {
        await using var connection = await Database.OpenConnectionAsync(cancellationToken);
        return await ApplyAsync(connection, operation, cancellationToken);
    }

    private async Task<int> ApplyTogetherAsync(
        IReadOnlyList<StateOperation> operations, CancellationToken cancellationToken)
    {
        await using var connection = await Database.OpenConnectionAsync(cancellationToken);
        // Disposed without a commit it is rolled back.
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var order = new NpgsqlCommand(PostgreSqlStatements.LockInOrder, connection))
        {
            order.Parameters.Add(
                new NpgsqlParameter<string[]> { TypedValue = [.. operations.Select(operation => operation.Key)] });
            await order.ExecuteNonQueryAsync(cancellationToken);
        }

        foreach (var operation in operations)
        {
            await ApplyAsync(connection, operation, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return operations.Count;
    }

    // Each is one statement that finds its condition and its row at once, under the row's lock: no row, another etag.
    private async Task<int> ApplyAsync(
        NpgsqlConnection connection, StateOperation operation, CancellationToken cancellationToken)
    {
        long? version = null;
        if (operation.Etag is { } etag)
        {
            version = long.TryParse(etag, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
        }

        await using var command = new NpgsqlCommand(Sql.Of(operation), connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = operation.Key });
        if (operation.Value is { } value)
        {
            command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = value.ToArray() });
            command.Parameters.Add(new NpgsqlParameter<double?> { TypedValue = operation.TimeToLive?.TotalSeconds });
        }

        if (version is { } wanted)
        {
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = wanted });
        }

        var rows = await command.ExecuteNonQueryAsync(cancellationToken);
        var isConditional = version is not null || (operation.FirstWrite && operation.Value is not null);
        if (isConditional ? rows == 0 : operation.FirstWrite && rows > 0)
        {
            throw new ComponentException(ComponentErrorKind.EtagMismatch, $"key '{operation.Key}' has another etag");
        }

        return rows;
    }

    private async Task DeleteExpiredAsync(CancellationToken cancellationToken)
    {
        await using var delete = Database.CreateCommand(Sql.DeleteExpired);
        await delete.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<T> GuardAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException)
        {
            throw new ComponentException(ComponentErrorKind.Unavailable, $"PostgreSQL: {failure.Message}", failure);
        }
    }
}
