using System.ComponentModel.DataAnnotations;
using DaprProcessing.Engines.Remote;

namespace DaprProcessing.TextModels;

/// <summary>What language models behind HTTP have in common.</summary>
public abstract class TextModelOptions : RemoteEngineOptions
{
    protected TextModelOptions()
    {
        Timeout = TimeSpan.FromMinutes(5);
        MaxAnswerBytes = 8 << 20;
    }

    /// <summary>Tokens of one answer; 0: as many as the server gives.</summary>
    [Range(0, 1_000_000)]
    public int MaxOutputTokens { get; set; }

    /// <summary>0 is the most likely answer always; below 0 none is sent, for models that refuse one.</summary>
    [Range(-1.0, 2.0)]
    public double Temperature { get; set; }
}
