using DaprProcessing.Components;

namespace DaprProcessing.JetStream;

/// <summary>
/// Which stream stores which subject, from metadata <c>streamCatalog</c>: one <c>STREAM: subject, subject</c> per line
/// (or <c>;</c>). A stream is a work queue unless <c>(limits)</c> stands after its name. A subject outside the catalogue gets a
/// stream named after it.
/// </summary>
internal sealed class StreamCatalog
{
    private const string Kept = "(limits)";
    private const StringSplitOptions Tidy = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;

    private readonly Dictionary<string, List<string>> _streams = new(StringComparer.Ordinal);
    private readonly HashSet<string> _kept = new(StringComparer.Ordinal);

    /// <summary>Every subject pattern listed.</summary>
    public IEnumerable<string> Subjects => _streams.Values.SelectMany(subjects => subjects);

    public static StreamCatalog Parse(string text)
    {
        var catalog = new StreamCatalog();
        foreach (var line in text.Split(['\n', ';'], Tidy))
        {
            var parts = line.Split(':', 2, StringSplitOptions.TrimEntries);
            var subjects = parts.Length < 2 ? [] : parts[1].Split(',', Tidy);
            var isKept = parts[0].EndsWith(Kept, StringComparison.Ordinal);
            var name = isKept ? parts[0][..^Kept.Length].TrimEnd() : parts[0];
            if (subjects.Length == 0 || name.Length == 0 || NatsSubject.ToName(name) != name)
            {
                throw new ComponentException(
                    ComponentErrorKind.Invalid,
                    $"metadata 'streamCatalog': '{line}' is not of the form 'STREAM: subject, subject'");
            }

            if (!catalog._streams.TryGetValue(name, out var known))
            {
                catalog._streams.Add(name, known = []);
            }

            if (isKept)
            {
                catalog._kept.Add(name);
            }

            known.AddRange(subjects.Except(known));
        }

        return catalog;
    }

    /// <summary>
    /// The stream for that subject, what the catalogue says of it, and every subject the stream is to have.
    /// </summary>
    public (string Stream, StreamListing Listing, IReadOnlyList<string> Subjects) Find(string subject)
    {
        foreach (var (stream, subjects) in _streams)
        {
            if (subjects.Exists(pattern => Matches(pattern, subject)))
            {
                return (stream, _kept.Contains(stream) ? StreamListing.Kept : StreamListing.WorkQueue, subjects);
            }
        }

        return (NatsSubject.ToName(subject).ToUpperInvariant(), StreamListing.None, [subject]);
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

/// <summary>What a catalogue says of a stream.</summary>
internal enum StreamListing
{
    /// <summary>It does not stand there.</summary>
    None,

    /// <summary>A message goes once it is done.</summary>
    WorkQueue,

    /// <summary>A message stays for those who come, until it is too old; where there is no room, the oldest goes.</summary>
    Kept,
}
