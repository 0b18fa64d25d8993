namespace DaprProcessing.Documents.Layout;

/// <summary>
/// What recognition often gets wrong about lines, mended: bullets, which are read as the sign that looks most like a blob (<c>¢ ©
/// ®</c>),
/// and the space in <c>you’ ll</c>.
/// </summary>
internal static class Misreadings
{
    private const string Bullet = "•";

    private static readonly HashSet<string> Endings =
        new(["ll", "s", "t", "re", "ve", "d", "m"], StringComparer.OrdinalIgnoreCase);

    public static List<IReadOnlyList<Word>> Mend(List<IReadOnlyList<Word>> lines)
    {
        var bullets = lines.Where(line => line.Count > 1 && (IsBlob(line) || line[0].Text == Bullet)).Select(line => line[0])
            .ToList();
        return [.. lines.Select(line => Mend(line, bullets))];
    }

    private static List<Word> Mend(IReadOnlyList<Word> line, List<Word> bullets)
    {
        var mended = line.ToList();
        if (line.Count > 1 && (IsBlob(line) || (IsSpeck(line[0]) && !IsCopyright(line)
            && bullets.Exists(bullet => IsBelow(bullet, line[0])))))
        {
            mended[0] = line[0] with { Text = Bullet };
        }

        for (var i = 0; i + 1 < mended.Count; i++)
        {
            if (mended[i].Text is [.., _, '’' or '\'']
                && Endings.Contains(mended[i + 1].Text.TrimEnd('.', ',', ';', ':', '!', '?'))
                && AreClose(mended[i], mended[i + 1]))
            {
                mended[i] = mended[i] with { SpaceAfter = false };
            }
        }

        return mended;
    }

    private static bool IsBlob(IReadOnlyList<Word> line) =>
        line[0].Text is "¢" or "®" or "¤" or "*¢" or "*©" or "*®" || (line[0].Text == "©" && !IsCopyright(line));

    /// <summary>"© 2024" is what it says.</summary>
    private static bool IsCopyright(IReadOnlyList<Word> line) => line[0].Text == "©" && char.IsDigit(line[1].Text[0]);

    /// <summary>Takes a bullet above or below it to tell these from words and signs.</summary>
    private static bool IsSpeck(Word word) => word.Text is "e" or "o" or "°" or "«" or "»" or "+" or "©" or "*" or "@";

    private static bool IsBelow(Word bullet, Word word) =>
        bullet != word && Math.Abs(bullet.Box.L - word.Box.L) < 0.7 * word.Size;

    private static bool AreClose(Word one, Word next) => next.Box.L - one.Box.R < 0.3 * Math.Max(one.Size, next.Size);
}
