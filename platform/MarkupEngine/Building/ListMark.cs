namespace DaprProcessing.MarkupEngine.Building;

/// <summary>A paragraph's number in its list.</summary>
/// <param name="Level">0 for the outermost.</param>
/// <param name="Marker">As printed: <c>2.1.</c>, <c>b)</c>; <c>-</c> for bullets.</param>
internal sealed record ListMark(string List, int Level, bool Enumerated, string Marker);
