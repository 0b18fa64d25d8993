using DaprProcessing.Contracts.Documents;

namespace DaprProcessing.Bench.Scans;

/// <summary>A page as it comes from a scanner, and what it says.</summary>
internal sealed record PrintedScan(DocumentSource Source, string Truth);
