namespace DaprProcessing.Quality.Scoring;

/// <summary>
/// The measure of the ICDAR 2013 table competition: which cell stands beside and which below which, empty ones passed over.
/// Over a whole document, so that tables that were missed or made up count too.
/// </summary>
internal static class Adjacency
{
    public static Score Of(IEnumerable<Grid> expected, IEnumerable<Grid> found) =>
        Score.OfBags(expected.SelectMany(Relations), found.SelectMany(Relations));

    private readonly record struct Relation(string From, string To, bool Below);

    private static IEnumerable<Relation> Relations(Grid grid)
    {
        var places = new Dictionary<(int Row, int Column), GridCell>();
        foreach (var cell in grid.Cells.Where(cell => cell.Key.Length > 0))
        {
            for (var row = cell.Row; row <= cell.LastRow; row++)
            {
                for (var column = cell.Column; column <= cell.LastColumn; column++)
                {
                    places.TryAdd((row, column), cell);
                }
            }
        }

        var cells = grid.Cells.Where(cell => cell.Key.Length > 0).ToList();
        var lastRow = cells.Select(cell => cell.LastRow).DefaultIfEmpty(0).Max();
        var lastColumn = cells.Select(cell => cell.LastColumn).DefaultIfEmpty(0).Max();
        foreach (var cell in cells)
        {
            var beside = Range(cell.Row, cell.LastRow)
                .Select(row => First(Range(cell.LastColumn + 1, lastColumn).Select(column => (row, column)))).Distinct();
            var below = Range(cell.Column, cell.LastColumn)
                .Select(column => First(Range(cell.LastRow + 1, lastRow).Select(row => (row, column)))).Distinct();
            foreach (var next in beside.OfType<GridCell>())
            {
                yield return new Relation(cell.Key, next.Key, Below: false);
            }

            foreach (var next in below.OfType<GridCell>())
            {
                yield return new Relation(cell.Key, next.Key, Below: true);
            }
        }

        GridCell? First(IEnumerable<(int, int)> way) =>
            way.Select(place => places.GetValueOrDefault(place)).FirstOrDefault(cell => cell is not null);
    }

    private static IEnumerable<int> Range(int from, int last) => Enumerable.Range(from, Math.Max(0, last - from + 1));
}
