using System.Text;
using Microsoft.Data.Sqlite;

namespace DaprProcessing.TestKit.Platforms;

/// <summary>What a local platform has stored of a job, for the message of a test that waited for it in vain.</summary>
internal static class StoredJob
{
    private const int LongestValue = 300;
    private const int MostRows = 60;

    // Its record, its progress, and who has which piece of its work: the id is in all of their keys.
    private const string State =
        "SELECT 'state ' || key, CAST(value AS TEXT) FROM state WHERE key LIKE '%' || $1 || '%' ORDER BY key LIMIT $2";

    private static readonly string[] Workflow =
    [
        "SELECT 'workflow ' || id, 'status ' || status || ', turns ' || turns || ', suspended ' || suspended FROM instance "
            + "WHERE id LIKE $1 || '%' LIMIT $2",
        "SELECT 'waits for ' || instance.id, 'timer ' || timer.id || ' at ' || datetime(due_at / 10000000, 'unixepoch') "
            + "FROM timer JOIN instance ON instance = key WHERE instance.id LIKE $1 || '%' LIMIT $2",
        "SELECT 'waits for ' || id, 'activity ' || task || ' ' || CAST(request AS TEXT) FROM activity "
            + "JOIN instance ON instance = key WHERE id LIKE $1 || '%' LIMIT $2",
        "SELECT 'inbox of ' || id, count(*) || ' events' FROM inbox JOIN instance ON instance = key "
            + "WHERE id LIKE $1 || '%' GROUP BY id LIMIT $2",
    ];

    /// <returns>One line for each thing found.</returns>
    public static string Describe(string dataFolder, string jobId)
    {
        var lines = new StringBuilder();
        foreach (var file in Directory.GetFiles(dataFolder, "*.db", SearchOption.AllDirectories))
        {
            foreach (var query in Path.GetFileName(file) == "workflows.db" ? Workflow : [State])
            {
                Read(file, query, jobId, lines);
            }
        }

        return lines.ToString();
    }

    private static void Read(string file, string query, string jobId, StringBuilder lines)
    {
        try
        {
            using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = query;
            command.Parameters.AddWithValue("$1", jobId);
            command.Parameters.AddWithValue("$2", MostRows);
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                lines.AppendLine($"{reader.GetString(0)}: {Printable(reader.GetString(1))}");
            }
        }
        catch (SqliteException unreadable)
        {
            lines.AppendLine($"{file}: {unreadable.Message}");
        }
    }

    private static string Printable(string text) =>
        string.Concat(text.Take(LongestValue).Select(letter => char.IsControl(letter) ? ' ' : letter));
}
