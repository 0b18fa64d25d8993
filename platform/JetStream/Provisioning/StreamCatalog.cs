using DaprProcessing.Components;

namespace DaprProcessing.JetStream;

/// <summary>
/// Which stream stores which subject, from metadata <c>streamCatalog</c>: one <c>STREAM: subject, subject</c> per line
/// (or <c>;</c>). A subject outside the catalogue gets a stream named after it.
/// </summary>
internal sealed class StreamCatalog
{
    private const StringSplitOptions Tidy = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;

    private readonly Dictionary<string, List<string>> _streams = new(StringComparer.Ordinal);

    /// <summary>Every subject pattern listed.</summary>
    public IEnumerable<string> Subjects => _streams.Values.SelectMany(subjects => subjects);

    public static StreamCatalog Parse(string text)
    {
        var catalog = new StreamCatalog();
        foreach (var line in text.Split(['\n', ';'], Tidy))
        {
            var parts = line.Split(':', 2, StringSplitOptions.TrimEntries);
            var subjects = parts.Length < 2 ? [] : parts[1].Split(',', Tidy);
            if (subjects.Length == 0 || parts[0].Length == 0 || NatsSubject.ToName(parts[0]) != parts[0])
            {
                throw new ComponentException(
                    ComponentErrorKind.Invalid,
                    $"metadata 'streamCatalog': '{line}' is not of the form 'STREAM: subject, subject'");
            }

            if (!catalog._streams.TryGetValue(parts[0], out var known))
            {
                catalog._streams.Add(parts[0], known = []);
            }

            known.AddRange(subjects.Except(known));
        }

        return catalog;
    }

    /// <summary>
    /// The stream for that subject, whether it stands in the catalogue, and every subject the stream is to have.
    /// </summary>
    public (string Stream, bool Listed, IReadOnlyList<string> Subjects) Find(string subject)
    {
        foreach (var (stream, subjects) in _streams)
        {
            if (subjects.Exists(pattern => Matches(pattern, subject)))
            {
                return (stream, true, subjects);
            }
        }

        return (NatsSubject.ToName(subject).ToUpperInvariant(), false, [subject]);
    }

    private static bool Matches(string pattern, string subject)
    {
        var wanted = pattern.Split('.');
        var given = subject.Split('.');
        for (var i = 0; i < wanted.Length; i++)
        {
            if (wanted[i] == ">" && given.Length > i)
            {
                return true;
            }

            if (i >= given.Length || (wanted[i] != "*" && wanted[i] != given[i]))
            {
                return false;
            }
        }

        return wanted.Length == given.Length;
    }
}
