using System.Globalization;
using System.Text;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.DocumentEngine.Hosting;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokens;

namespace DaprProcessing.DocumentEngine.Searchable;

/// <summary>Writes what a parser made of a dictionary as PDF again.</summary>
internal static class PdfTokens
{
    private const int MaxDepth = 64;

    public static string Write(IToken token)
    {
        var text = new StringBuilder();
        Append(text, token, 0);
        return text.ToString();
    }

    public static string Reference(IndirectReference reference) =>
        string.Create(CultureInfo.InvariantCulture, $"{reference.ObjectNumber} {reference.Generation} R");

    private static void Append(StringBuilder text, IToken token, int depth)
    {
        if (depth > MaxDepth)
        {
            throw Unwritable();
        }

        switch (token)
        {
            case DictionaryToken dictionary:
                text.Append("<<");
                foreach (var (name, value) in dictionary.Data)
                {
                    AppendName(text, name);
                    text.Append(' ');
                    Append(text, value, depth + 1);
                }

                text.Append(">>");
                break;
            case ArrayToken array:
                text.Append('[');
                foreach (var item in array.Data)
                {
                    Append(text, item, depth + 1);
                    text.Append(' ');
                }

                text.Append(']');
                break;
            case NameToken name:
                AppendName(text, name.Data);
                break;
            case NumericToken number:
                text.Append(Number(number.Data));
                break;
            case BooleanToken { Data: var flag }:
                text.Append(flag ? "true" : "false");
                break;
            case StringToken words:
                text.Append('<').Append(Convert.ToHexString(words.GetBytes())).Append('>');
                break;
            case HexToken hex:
                text.Append('<').Append(Convert.ToHexString(hex.Bytes)).Append('>');
                break;
            case IndirectReferenceToken reference:
                text.Append(Reference(reference.Data));
                break;
            case NullToken:
                text.Append("null");
                break;
            default:
                throw Unwritable();
        }
    }

    /// <summary>Without an exponent, which PDF does not have.</summary>
    public static string Number(double value) => Math.Abs(value) < 1e15
        ? ((decimal)value).ToString("0.##########", CultureInfo.InvariantCulture) : throw Unwritable();

    /// <summary>A name beyond ASCII has lost its bytes in the parser: it would no longer be the one that the page's content
    /// uses.</summary>
    private static void AppendName(StringBuilder text, string name)
    {
        text.Append('/');
        foreach (var c in name)
        {
            if (c is '\0' or >= (char)0x7F)
            {
                throw Unwritable();
            }

            var isRegular = c > ' ' && !"()<>[]{}/%#".Contains(c, StringComparison.Ordinal);
            text.Append(isRegular ? c.ToString() : $"#{(int)c:X2}");
        }
    }

    private static DocumentFault Unwritable() => new(
        FailureCodes.InvalidDocument, "A page of the document is described in a way that cannot be added to.");
}
