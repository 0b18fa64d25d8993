namespace DaprProcessing.Contracts.Health;

/// <summary>Names of parts that others than their own service know.</summary>
public static class HealthParts
{
    /// <summary>Whether the broker takes a message.</summary>
    public const string Broker = "nats";

    /// <summary>For which languages pages are recognised.</summary>
    public const string OcrLanguages = "ocr-languages";

    /// <summary>Whether a message that it took arrives.</summary>
    public const string Messages = "messages";
}
