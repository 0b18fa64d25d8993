using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DaprProcessing.Local.Runtime.Storage;

/// <summary>
/// Prepared statements, kept with their connection so that each text is compiled once. Parameters are <c>$1</c>, <c>$2</c> …
/// in order. A connection serves one delegate at a time, so a statement is never used twice at once; read its rows to the end
/// before running the same text again.
/// </summary>
public static class SqliteStatements
{
    private static readonly ConditionalWeakTable<SqliteConnection, Dictionary<string, SqliteCommand>> Prepared = [];
    private static readonly ConditionalWeakTable<SqliteConnection, Dictionary<string, sqlite3_stmt>> Compiled = [];

    /// <summary>The prepared statement for <paramref name="sql"/> with its parameters set; do not dispose it.</summary>
    public static SqliteCommand Statement(this SqliteConnection connection, string sql, params ReadOnlySpan<object?> values)
    {
        var statements = Prepared.GetValue(connection, static _ => new(StringComparer.Ordinal));
        if (!statements.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 1; i <= values.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = "$" + i.ToString(CultureInfo.InvariantCulture) });
            }

            statements.Add(sql, command);
        }

        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return command;
    }

    /// <summary>Runs one statement whose rows, if any, nobody wants; the number of rows it changed.</summary>
    /// <remarks>Straight to SQLite: the provider's command takes several times as long as such a statement itself.</remarks>
    public static int Run(this SqliteConnection connection, string sql, params ReadOnlySpan<object?> values)
    {
        var statement = connection.Compile(sql);
        for (var i = 0; i < values.Length; i++)
        {
            Bind(statement, i + 1, values[i]);
        }

        var (code, before) = (raw.SQLITE_ROW, raw.sqlite3_total_changes(connection.Handle));
        while (code == raw.SQLITE_ROW)
        {
            code = raw.sqlite3_step(statement);
        }

        var failure = code == raw.SQLITE_DONE ? null : Failure(connection);
        raw.sqlite3_reset(statement);
        raw.sqlite3_clear_bindings(statement);
        return failure is null ? raw.sqlite3_total_changes(connection.Handle) - before : throw failure;
    }

    /// <summary>The first column of the first row, or 0 when there is none.</summary>
    public static long ScalarLong(this SqliteCommand statement) => statement.ExecuteScalar() is long value ? value : 0;

    /// <summary>Releases the compiled statements before the connection is closed.</summary>
    internal static void DisposeStatements(this SqliteConnection connection)
    {
        if (Prepared.TryGetValue(connection, out var statements))
        {
            foreach (var command in statements.Values)
            {
                command.Dispose();
            }

            Prepared.Remove(connection);
        }

        if (Compiled.TryGetValue(connection, out var compiled))
        {
            foreach (var statement in compiled.Values)
            {
                statement.Dispose();
            }

            Compiled.Remove(connection);
        }
    }

    private static sqlite3_stmt Compile(this SqliteConnection connection, string sql)
    {
        var compiled = Compiled.GetValue(connection, static _ => new(StringComparer.Ordinal));
        if (!compiled.TryGetValue(sql, out var statement))
        {
            // $1 is a name to SQLite, counted where it first stands; ?1 is the first value wherever it stands.
            if (raw.sqlite3_prepare_v2(connection.Handle, sql.Replace('$', '?'), out statement) != raw.SQLITE_OK)
            {
                throw Failure(connection);
            }

            compiled.Add(sql, statement);
        }

        return statement;
    }

    private static void Bind(sqlite3_stmt statement, int index, object? value)
    {
        var code = value switch
        {
            null => raw.sqlite3_bind_null(statement, index),
            string text => raw.sqlite3_bind_text(statement, index, text),
            long number => raw.sqlite3_bind_int64(statement, index, number),
            int number => raw.sqlite3_bind_int(statement, index, number),
            bool flag => raw.sqlite3_bind_int(statement, index, flag ? 1 : 0),

            // An empty span has no address, which SQLite takes for NULL.
            byte[] { Length: 0 } => raw.sqlite3_bind_zeroblob(statement, index, 0),
            byte[] bytes => raw.sqlite3_bind_blob(statement, index, bytes),
            _ => throw new ArgumentException($"No column holds a {value.GetType()}.", nameof(value)),
        };
        if (code != raw.SQLITE_OK)
        {
            throw new SqliteException($"SQLite refuses the value of ${index}.", code);
        }
    }

    private static SqliteException Failure(SqliteConnection connection)
    {
        var (code, extended) = (raw.sqlite3_errcode(connection.Handle), raw.sqlite3_extended_errcode(connection.Handle));
        return new SqliteException(
            $"SQLite Error {code}: '{raw.sqlite3_errmsg(connection.Handle).utf8_to_string()}'.", code, extended);
    }
}
