using System.Text;

namespace DaprProcessing.Local.Runtime.Cel;

/// <summary>Splits a condition into tokens.</summary>
internal static class CelLexer
{
    private static readonly string[] Symbols =
        ["&&", "||", "==", "!=", "<=", ">=", "<", ">", "!", "(", ")", "[", "]", ".", ",", "+", "-", "*", "/", "%", "?", ":"];

    public static List<CelToken> Split(string source)
    {
        var tokens = new List<CelToken>();
        var at = 0;
        while (at < source.Length)
        {
            var c = source[at];
            if (char.IsWhiteSpace(c))
            {
                at++;
            }
            else if (char.IsAsciiLetter(c) || c == '_')
            {
                var end = at;
                while (end < source.Length && (char.IsAsciiLetterOrDigit(source[end]) || source[end] == '_'))
                {
                    end++;
                }

                tokens.Add(new CelToken(CelTokenKind.Identifier, source[at..end], at));
                at = end;
            }
            else if (char.IsAsciiDigit(c))
            {
                at = ReadNumber(source, at, tokens);
            }
            else if (c is '"' or '\'')
            {
                at = ReadString(source, at, tokens);
            }
            else
            {
                var symbol = Array.Find(Symbols, candidate => source.AsSpan(at).StartsWith(candidate, StringComparison.Ordinal))
                    ?? throw new CelException($"unexpected '{c}' at {at}");
                tokens.Add(new CelToken(CelTokenKind.Symbol, symbol, at));
                at += symbol.Length;
            }
        }

        tokens.Add(new CelToken(CelTokenKind.End, "end of expression", source.Length));
        return tokens;
    }

    private static int ReadNumber(string source, int start, List<CelToken> tokens)
    {
        var end = start;
        while (end < source.Length && (char.IsAsciiDigit(source[end]) || source[end] == '.'))
        {
            end++;
        }

        var text = source[start..end];
        tokens.Add(new CelToken(text.Contains('.') ? CelTokenKind.Double : CelTokenKind.Integer, text, start));
        return end;
    }

    private static int ReadString(string source, int start, List<CelToken> tokens)
    {
        var quote = source[start];
        var text = new StringBuilder();
        for (var at = start + 1; at < source.Length; at++)
        {
            var c = source[at];
            if (c == quote)
            {
                tokens.Add(new CelToken(CelTokenKind.String, text.ToString(), start));
                return at + 1;
            }

            if (c == '\\' && ++at < source.Length)
            {
                c = source[at] switch
                {
                    'n' => '\n',
                    't' => '\t',
                    'r' => '\r',
                    '\\' or '"' or '\'' => source[at],
                    var other => throw new CelException($"unknown escape '\\{other}' at {at}"),
                };
            }

            text.Append(c);
        }

        throw new CelException($"the text that starts at {start} has no end");
    }
}
