using System.Text.RegularExpressions;

namespace DaprProcessing.Documents.Assembling;

/// <summary>Tells lines of a listing or a formula, which stand by themselves as headings do.</summary>
internal static partial class CodeLine
{
    /// <summary>It names something as only programs do, or calculates.</summary>
    public static bool IsMatch(string text) =>
        SectionNumber.Depth(text) == 0 && (Name().IsMatch(text) || (Assigns(text) && Operator().IsMatch(text)));

    /// <summary>It says what equals what, not only in brackets ("n = 281"). Titles do that too, in type of their own or with a
    /// number.</summary>
    public static bool Assigns(string text) => SectionNumber.Depth(text) == 0 && Equality().IsMatch(text);

    [GeneratedRegex(@"^(?:[^(\[]|\([^)]*\)|\[[^\]]*\])* = ", RegexOptions.CultureInvariant)]
    private static partial Regex Equality();

    // SCHEMA_NAME.TABLE
    [GeneratedRegex(@"\b\w+_\w+\.\w", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(@"[∫∑∏∂∇√−×⋅≤≥≠]", RegexOptions.CultureInvariant)]
    private static partial Regex Operator();
}
