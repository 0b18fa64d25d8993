using DaprProcessing.Contracts.Problems;

namespace DaprProcessing.DocumentEngine.Hosting;

/// <summary>The file is there, but is no model that can be used.</summary>
internal sealed class ModelException(string message, Exception inner)
    : EngineFault(new Failure(FailureCodes.EngineUnavailable, message), inner);

/// <summary>The model that was used last: loading one takes longer than a sentence, or a page.</summary>
internal sealed class LoadedModel<TModel>(Func<string, TModel> load) : IDisposable
    where TModel : class, IDisposable
{
    private string? _path;
    private TModel? _model;

    /// <exception cref="ModelException">What lies there is no such model.</exception>
    public TModel At(string path)
    {
        if (_path != path)
        {
            _model?.Dispose();
            (_model, _path) = (null, null);
            _model = load(path);
            _path = path;
        }

        return _model!;
    }

    public void Dispose() => _model?.Dispose();
}
