namespace DaprProcessing.Analysis;

/// <summary>What a text is about: the artifact <c>analysis.json</c>.</summary>
/// <param name="Engine">Which engine said so.</param>
/// <param name="Model">The model it asked; null for none.</param>
/// <param name="Summary">A few sentences.</param>
/// <param name="KeyPoints">One sentence each.</param>
/// <param name="Characters">Of the text, as Unicode counts them: what the spans of entities are in.</param>
/// <param name="Parts">The parts that the text was analysed in.</param>
/// <param name="Notes">What to know before one relies on it: limits of the engine, parts that failed.</param>
public sealed record TextAnalysisResult(
    string Engine, string? Model, LanguageGuess Language, string Summary, IReadOnlyList<string> KeyPoints,
    IReadOnlyList<KeyPhrase> KeyPhrases, IReadOnlyList<Entity> Entities, Sentiment Sentiment, int Characters, int Parts,
    IReadOnlyList<string> Notes);

/// <param name="Code">ISO 639-1, or <c>und</c> where it cannot be told.</param>
/// <param name="Confidence">0 to 1.</param>
public sealed record LanguageGuess(string Code, double Confidence)
{
    public static LanguageGuess Unknown { get; } = new("und", 0);
}

/// <param name="Score">1 for the most telling phrase, less for the others.</param>
public sealed record KeyPhrase(string Text, double Score);

/// <summary>Something named in the text; every mention reads exactly so.</summary>
/// <param name="Type">person, organization, place, date, time, money, percent, email, url, phone, or what a model
/// says.</param>
public sealed record Entity(string Text, string Type, IReadOnlyList<TextSpan> Mentions);

/// <param name="Start">The first character's place, from 0.</param>
/// <param name="End">The place after the last.</param>
public readonly record struct TextSpan(int Start, int End);

/// <param name="Label">positive, negative, neutral or mixed.</param>
/// <param name="Score">-1 to 1.</param>
public sealed record Sentiment(string Label, double Score);
