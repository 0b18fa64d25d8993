using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace DaprProcessing.Local.Runtime.Storage;

/// <summary>
/// Prepared statements, kept with their connection so that each text is compiled once. Parameters are <c>$1</c>, <c>$2</c> …
/// in order. A connection serves one delegate at a time, so a statement is never used twice at once; read its rows to the end
/// before running the same text again.
/// </summary>
public static class SqliteStatements
{
    private static readonly ConditionalWeakTable<SqliteConnection, Dictionary<string, SqliteCommand>> Prepared = [];

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

    /// <summary>Runs a statement that returns no rows; the number of rows it changed.</summary>
    public static int Run(this SqliteConnection connection, string sql, params ReadOnlySpan<object?> values) =>
        connection.Statement(sql, values).ExecuteNonQuery();

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
    }
}
