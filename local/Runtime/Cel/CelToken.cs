namespace DaprProcessing.Local.Runtime.Cel;

internal enum CelTokenKind
{
    Identifier,
    String,
    Integer,
    Double,
    Symbol,
    End,
}

/// <param name="Text">The identifier, the symbol, or the literal's value.</param>
/// <param name="Position">Offset in characters, for messages.</param>
internal readonly record struct CelToken(CelTokenKind Kind, string Text, int Position);
