using System.Globalization;
using System.Text.RegularExpressions;
using DaprProcessing.Components;
using Npgsql;

namespace DaprProcessing.Local.Runtime.Stores;

/// <summary>
/// libpq's connection strings, which daprd takes, in Npgsql's words: <c>host=db user=platform password='a b' dbname=platform</c>
/// and <c>postgres://user:password@host:5432/database?sslmode=require</c>.
/// </summary>
internal static partial class PostgreSqlConnection
{
    // A host that is cut off in mid-transaction holds the locks of its rows: the server lets go of them by itself.
    private const string ServerSettings = "-c idle_in_transaction_session_timeout=10s -c tcp_user_timeout=10s";

    public static string Read(string text, TimeSpan timeout, int connections)
    {
        var settings = new NpgsqlConnectionStringBuilder
        {
            ApplicationName = "dapr-processing",
            CommandTimeout = Math.Max(1, (int)timeout.TotalSeconds),
            Timeout = Math.Max(1, (int)timeout.TotalSeconds),
            MaxPoolSize = Math.Max(1, connections),
            Options = ServerSettings,
        };
        foreach (var (name, value) in IsUrl(text) ? ReadUrl(text) : ReadPairs(text))
        {
            Apply(settings, name, value);
        }

        return settings.Host is { Length: > 0 } ? settings.ConnectionString : throw Wrong("names no host");
    }

    private static bool IsUrl(string text) =>
        text.StartsWith("postgres://", StringComparison.Ordinal) || text.StartsWith("postgresql://", StringComparison.Ordinal);

    private static IEnumerable<(string Name, string Value)> ReadUrl(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url))
        {
            throw Wrong("is no URL");
        }

        yield return ("host", url.Host);
        yield return ("port", url.Port > 0 ? url.Port.ToString(CultureInfo.InvariantCulture) : "5432");
        yield return ("dbname", Uri.UnescapeDataString(url.AbsolutePath.TrimStart('/')));
        foreach (var (name, value) in ((string[])["user", "password"]).Zip(url.UserInfo.Split(':', 2)))
        {
            yield return (name, Uri.UnescapeDataString(value));
        }

        foreach (var pair in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = pair.Split('=', 2) is [var left, var right] ? (left, right) : (pair, "");
            yield return (name, Uri.UnescapeDataString(value));
        }
    }

    private static IEnumerable<(string Name, string Value)> ReadPairs(string text)
    {
        if (!Pairs().IsMatch(text))
        {
            throw Wrong("is not of the form host=… user=… password=… dbname=…");
        }

        foreach (Match pair in Pair().Matches(text))
        {
            var value = pair.Groups["quoted"] is { Success: true } quoted ? quoted.Value : pair.Groups["plain"].Value;
            yield return (pair.Groups["name"].Value, Escape().Replace(value, "$1"));
        }
    }

    private static void Apply(NpgsqlConnectionStringBuilder settings, string name, string value)
    {
        switch (name)
        {
            case "host": settings.Host = value; break;
            case "port": settings.Port = Number(name, value); break;
            case "user": settings.Username = value; break;
            case "password": settings.Password = value; break;
            case "dbname" or "database": settings.Database = value; break;
            case "connect_timeout": settings.Timeout = Number(name, value); break;
            case "sslrootcert": settings.RootCertificate = value; break;
            case "sslcert": settings.SslCertificate = value; break;
            case "sslkey": settings.SslKey = value; break;
            case "sslmode":
                settings.SslMode = Enum.TryParse<SslMode>(value.Replace("-", ""), ignoreCase: true, out var mode) ? mode
                    : throw Wrong($"has sslmode '{value}'; known: disable, allow, prefer, require, verify-ca, verify-full");
                break;
            default:
                throw Wrong(
                    $"has '{name}'; known: connect_timeout, dbname, host, password, port, sslcert, sslkey, sslmode, sslrootcert, "
                    + "user");
        }
    }

    private static int Number(string name, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : throw Wrong($"has {name} '{text}', which is no number");

    // Without the text itself: there is a password in it.
    private static ComponentException Wrong(string what) => new(ComponentErrorKind.Invalid, $"connectionString {what}");

    [GeneratedRegex(@"^\s*(\w+\s*=\s*('(\\.|[^'\\])*'|(\\.|[^'\\\s])*)(\s+|$))+$")]
    private static partial Regex Pairs();

    [GeneratedRegex(@"(?<name>\w+)\s*=\s*('(?<quoted>(\\.|[^'\\])*)'|(?<plain>(\\.|[^'\\\s])*))")]
    private static partial Regex Pair();

    [GeneratedRegex(@"\\(.)")]
    private static partial Regex Escape();
}
