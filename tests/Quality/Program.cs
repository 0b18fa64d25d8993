using DaprProcessing.Quality;
using DaprProcessing.Quality.Peers;
using DaprProcessing.Quality.Reading;
using DaprProcessing.Quality.Reports;
using DaprProcessing.Quality.Sets;

IQualitySet[] all = [new IcdarSet(), new CsvSet(), new DoclingSet(), new OlmocrSet(), new ScanSet(), new BulkSet()];
if (Settings.Parse(args, [.. all.Select(set => set.Name)]) is not { } settings)
{
    return 2;
}

var sets = all.Where(set => settings.Sets.Count == 0 || settings.Sets.Contains(set.Name)).ToList();
var missing = sets.SelectMany(set => set.Sources)
    .Where(source => !Directory.Exists(Run.FolderOf(settings.Data, source)))
    .Select(source => source.Repository).Distinct().ToList();
if (missing.Count > 0)
{
    Console.Error.WriteLine($"quality: {settings.Data} lacks {string.Join(", ", missing)}; to get them: "
        + string.Join(" && ", missing.Select(name =>
            $"git clone --depth 1 https://github.com/{name} {Path.Combine(settings.Data, name.Split('/')[1])}")));
    return 1;
}

List<IReader> peers = [];
if (PdfToText.IsInstalled)
{
    peers.Add(new PdfToText());
}

if (settings.Peers && await LiteParse.InstallAsync(settings.Data, CancellationToken.None) is { } liteParse)
{
    peers.Add(liteParse);
}

if (settings.Peers && await OpenDataLoader.InstallAsync(settings.Data, CancellationToken.None) is { } openDataLoader)
{
    peers.Add(openDataLoader);
}

await using var ours = new OurReader(new PageCache(settings.Cache), settings.Written, settings.Layout);
var run = new Run(settings.Data, ours, peers, settings.TellsEach);
var figures = new List<Figure>();
foreach (var set in sets)
{
    figures.AddRange(await set.RunAsync(run, CancellationToken.None));
}

FigureTable.Write(Console.Out, figures, [.. run.Readers.Select(reader => reader.Name)]);
if (ours.Spent is { Pages: > 0 } spent)
{
    Console.WriteLine($"\nreading and layout of {spent.Pages} pages: {spent.Cpu.TotalSeconds:0.0} s of processor time, "
        + $"{spent.Cpu.TotalMilliseconds / spent.Pages:0.0} ms a page");
}

var missed = figures.Where(figure => figure.IsMissed(ours.Name)).ToList();
foreach (var figure in missed)
{
    Console.WriteLine($"goal missed: {figure.Set}, {figure.Measure}: {figure.Goal}");
}

return missed.Count == 0 ? 0 : 1;
