namespace DaprProcessing.Audio.Timing;

/// <summary>A chapter of a recording.</summary>
/// <param name="Level">0 for a title, 1 for the highest headings.</param>
/// <param name="Start">In seconds.</param>
/// <param name="End">In seconds: the start of the next, or the end of the recording.</param>
public sealed record Chapter(string Title, int Level, double Start, double End);

/// <summary>A chapter of a recording whose end is not known yet.</summary>
/// <param name="Level">0 for a title, 1 for the highest headings.</param>
/// <param name="Start">In seconds.</param>
/// <param name="Passage">The number of the passage that it begins with.</param>
public sealed record BegunChapter(string Title, int Level, double Start, int Passage);
