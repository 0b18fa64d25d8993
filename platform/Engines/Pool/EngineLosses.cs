namespace DaprProcessing.Engines.Pool;

/// <summary>
/// What goes wrong with the engines of a pool one after the other, no answer in between: one that dies may have died of its page,
/// some in a row are not worth much.
/// </summary>
internal sealed class EngineLosses
{
    private const int Many = 3;

    private readonly Lock _gate = new();
    private int _deaths;
    private string? _start;

    /// <summary>Why the pool is of no use, in a few words; null where it is.</summary>
    public string? Trouble
    {
        get
        {
            lock (_gate)
            {
                return _start is not null ? $"does not start: {_start}"
                    : _deaths >= Many ? $"the last {_deaths} died at work" : null;
            }
        }
    }

    public void DidNotStart(string why)
    {
        lock (_gate)
        {
            _start = why;
        }
    }

    public void Died()
    {
        lock (_gate)
        {
            _deaths++;
        }
    }

    /// <summary>An engine has answered.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            (_deaths, _start) = (0, null);
        }
    }
}
