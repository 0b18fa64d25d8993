namespace DaprProcessing.Analysis;

/// <summary>What one part of a text gave: the map's output. Places are of the whole text, in UTF-16.</summary>
/// <param name="Summary">Null from an engine that sums up at the end only.</param>
/// <param name="Candidates">Sentences that may stand for the part, with how central they are to it.</param>
/// <param name="Tone">Null where nothing could tell.</param>
public sealed record PartAnalysis(
    int Start, int Length, LanguageGuess Language, string? Summary, IReadOnlyList<string> KeyPoints,
    IReadOnlyList<RankedSentence> Candidates, IReadOnlyList<KeyPhrase> KeyPhrases, IReadOnlyList<EntityMention> Entities,
    Tone? Tone)
{
    /// <summary>What a model says of the tone, where one was asked.</summary>
    public Sentiment? Judged { get; init; }

    /// <summary>Entities that a model named and the part does not say.</summary>
    public int Unfound { get; init; }
}

public sealed record RankedSentence(string Text, int Start, double Rank);

public sealed record EntityMention(string Type, int Start, int End);

/// <summary>Weights of what was said well and ill.</summary>
public sealed record Tone(double Positive, double Negative)
{
    /// <summary>Below this there is too little of either to speak of a tone.</summary>
    private const double Slight = 0.15;
    private const double Both = 0.5;

    public Sentiment ToSentiment()
    {
        var sum = Positive + Negative;
        var score = sum == 0 ? 0 : Math.Round((Positive - Negative) / (sum + 1), 3);
        var torn = sum > 2 && Math.Min(Positive, Negative) >= Both * Math.Max(Positive, Negative);
        var label = torn && Math.Abs(score) < 0.35 ? "mixed"
            : score >= Slight ? "positive" : score <= -Slight ? "negative" : "neutral";
        return new Sentiment(label, score);
    }
}
