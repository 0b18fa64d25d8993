using System.ComponentModel.DataAnnotations;
using DaprProcessing.Contracts.Problems;

namespace DaprProcessing.Engines.Remote;

/// <summary>Where a remote engine is and how long it is waited for. A section of its own for each engine.</summary>
public class RemoteEngineOptions
{
    /// <summary>Its address, as <c>http://docling:5001</c>; empty: there is none.</summary>
    [RegularExpression("^(https?://.+)?$")]
    public string Endpoint { get; set; } = "";

    /// <summary>The key it asks for; empty for none. Better given by environment than by file.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>One request ends here.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "1.00:00:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>How often a request is sent before the engine counts as away.</summary>
    [Range(1, 20)]
    public int Attempts { get; set; } = 4;

    /// <summary>
    /// Before the second attempt; doubled for each further one. What the engine says (<c>Retry-After</c>) comes first.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>An engine that wants to be left alone for longer counts as away.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>A longer answer is refused.</summary>
    [Range(1L, 1L << 40)]
    public long MaxAnswerBytes { get; set; } = 256L << 20;

    /// <param name="engine">As options name it.</param>
    /// <param name="section">Of the settings: what is missing is named in full.</param>
    /// <exception cref="FailureException">There is no address to ask at.</exception>
    public void CheckSetUp(string engine, string section)
    {
        if (Endpoint.Length == 0)
        {
            throw new FailureException(new Failure(
                FailureCodes.EngineUnavailable, $"The engine {engine} is not set up here: {section}:{nameof(Endpoint)}."));
        }
    }
}
