using DaprProcessing.MarkupEngine.Building;

namespace DaprProcessing.MarkupEngine.Hosting;

/// <summary>An open document, in the parts that are worked on one by one: slides, sheets, chapters; often one for all.</summary>
internal interface IUnits : IDisposable
{
    int Count { get; }

    /// <param name="unit">From 1.</param>
    void Write(int unit, Flow flow);
}
