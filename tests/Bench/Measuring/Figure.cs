namespace DaprProcessing.Bench.Measuring;

/// <summary>One measurement: its value, and the processor time it took for each unit of work.</summary>
/// <param name="Cpu">Null where nobody looked.</param>
internal sealed record Figure(double Value, CpuTime? Cpu = null)
{
    /// <summary>Of a load: units per second, and the processor time of one.</summary>
    public static Figure OfLoad(int units, TimeSpan took, CpuTime cpu) => new(units / took.TotalSeconds, cpu / units);

    /// <summary>The middle value, and the mean processor time: it is a sum already, that no slow minute makes longer.</summary>
    public static Figure Middle(IReadOnlyList<Figure> figures)
    {
        var values = figures.Select(figure => figure.Value).Order().ToArray();
        var times = figures.Where(figure => figure.Cpu is not null).Select(figure => figure.Cpu!.Value).ToArray();
        return new Figure(
            values[values.Length / 2], times.Length == 0 ? null : times.Aggregate((sum, time) => sum + time) / times.Length);
    }
}
