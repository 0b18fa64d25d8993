using System.Collections;
using System.Text;

namespace DaprProcessing.Local.JetStream.Client;

/// <summary>
/// Message headers: an optional status line and name-value pairs in order. Names are case-sensitive, as on the wire.
/// </summary>
public sealed class NatsHeaders : IEnumerable<KeyValuePair<string, string>>
{
    private const string VersionLine = "NATS/1.0";
    private readonly List<KeyValuePair<string, string>> _pairs = [];

    /// <summary>Status of a server message (100 heartbeat, 404, 408, 409, 503), or 0.</summary>
    public int Status { get; private init; }

    /// <summary>The words after the status, for example <c>Consumer Deleted</c>.</summary>
    public string Description { get; private init; } = "";

    public int Count => _pairs.Count;

    /// <summary>The first value of that name, or null.</summary>
    public string? this[string name] => _pairs.Find(pair => pair.Key == name).Value;

    /// <summary>Adds a pair. Throws <see cref="ArgumentException"/> where it could not stand on one header line.</summary>
    public void Add(string name, string value)
    {
        if (name.Length == 0 || name.AsSpan().IndexOfAny(":\r\n ") >= 0)
        {
            throw new ArgumentException($"not a header name: '{name}'", nameof(name));
        }

        if (value.AsSpan().IndexOfAny('\r', '\n') >= 0)
        {
            throw new ArgumentException($"the value of header '{name}' has a line break", nameof(value));
        }

        _pairs.Add(new(name, value));
    }

    /// <summary>
    /// Reads a header block. Lines that make no sense are left out: the block was written by another publisher, and a
    /// poison header must not cost every consumer its connection.
    /// </summary>
    internal static NatsHeaders Parse(ReadOnlySpan<byte> block)
    {
        var text = Encoding.UTF8.GetString(block);
        var lines = text.Split("\r\n");
        var (status, description) = ParseStatus(lines[0]);
        var headers = new NatsHeaders { Status = status, Description = description };
        foreach (var line in lines.AsSpan(1))
        {
            var colon = line.IndexOf(':');
            if (colon > 0)
            {
                headers._pairs.Add(new(line[..colon].TrimEnd(), line[(colon + 1)..].Trim()));
            }
        }

        return headers;
    }

    internal byte[] ToBytes()
    {
        var text = new StringBuilder(VersionLine).Append("\r\n");
        foreach (var (name, value) in _pairs)
        {
            text.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(text.Append("\r\n").ToString());
    }

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _pairs.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static (int Status, string Description) ParseStatus(string line)
    {
        if (!line.StartsWith(VersionLine, StringComparison.Ordinal))
        {
            return (0, "");
        }

        var rest = line.AsSpan(VersionLine.Length).Trim();
        var code = rest.Length >= 3 ? rest[..3] : default;
        return int.TryParse(code, out var status) ? (status, rest[3..].Trim().ToString()) : (0, "");
    }
}
