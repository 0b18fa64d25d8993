namespace DaprProcessing.DocumentEngine.Tagging;

/// <summary>What the elements around a stretch of content make of it.</summary>
/// <param name="Tag">Of the page, counted from 1; 0 for none of its own.</param>
/// <param name="Sections">How many sections it stands in.</param>
/// <param name="Figure">The described figure that it is part of, counted from 1; 0 for none.</param>
/// <param name="Table">Which of the page's tables it stands in, counted from 1; 0 for none.</param>
/// <param name="Cell">The cell, likewise, of all of the page's.</param>
/// <param name="ActualText">What it says in truth, counted from 1; 0 for what its characters say.</param>
internal readonly record struct Surroundings(int Tag, int Sections, int Figure, int Table, int Cell, int ActualText);
