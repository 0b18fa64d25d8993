using System.Text;

namespace DaprProcessing.JetStream;

/// <summary>Checks subjects before they reach the wire, where a space or line break would be a second command.</summary>
internal static class NatsSubject
{
    private const int MaxLength = 1024;

    /// <summary>Throws <see cref="ArgumentException"/> unless the subject can be published to.</summary>
    public static void RequirePublishable(string subject)
    {
        RequireWellFormed(subject);
        if (subject.AsSpan().IndexOfAny('*', '>') >= 0)
        {
            throw new ArgumentException($"cannot publish to a wildcard: '{subject}'", nameof(subject));
        }
    }

    /// <summary>Throws <see cref="ArgumentException"/> unless the subject can be subscribed to (wildcards allowed).</summary>
    public static void RequireWellFormed(string subject)
    {
        var wrong = subject.Length is 0 or > MaxLength || subject[0] == '.' || subject[^1] == '.'
            || subject.Contains("..", StringComparison.Ordinal);
        foreach (var letter in subject)
        {
            wrong |= char.IsWhiteSpace(letter) || char.IsControl(letter);
        }

        if (wrong)
        {
            throw new ArgumentException($"not a NATS subject: '{Printable(subject)}'", nameof(subject));
        }
    }

    /// <summary>
    /// Turns any text into a name JetStream accepts for a stream or consumer: no dots, spaces, wildcards or slashes.
    /// </summary>
    public static string ToName(string text)
    {
        var name = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            name.Append(char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' ? letter : '_');
        }

        return name.ToString();
    }

    private static string Printable(string text) =>
        new([.. text.Take(80).Select(letter => char.IsControl(letter) ? '?' : letter)]);
}
