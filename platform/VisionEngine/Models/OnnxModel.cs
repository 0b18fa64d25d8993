using DaprProcessing.Contracts.Problems;
using DaprProcessing.Engines.Protocol;
using Microsoft.ML.OnnxRuntime;

namespace DaprProcessing.VisionEngine.Models;

/// <summary>A model with one picture, or several of one size, as its input.</summary>
internal sealed class OnnxModel : IDisposable
{
    private readonly InferenceSession _session;
    private readonly string _input;

    public OnnxModel(string path, VisionProvider provider, int threads)
    {
        using var options = Options(threads);
        if (provider == VisionProvider.Cuda)
        {
            AddCuda(options);
        }

        try
        {
            _session = new InferenceSession(path, options);
            _input = _session.InputMetadata.Keys.First();
        }
        catch (Exception error) when (error is OnnxRuntimeException or InvalidOperationException)
        {
            throw new ModelException("The file is no model that can be loaded.", error);
        }
    }

    /// <summary>What the file says about itself, by key.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _session.ModelMetadata.CustomMetadataMap;

    /// <summary>Where an output stands among those of <see cref="Run"/>.</summary>
    public int Output(string name) => _session.OutputNames.Select((output, index) => (output, index))
        .Where(pair => pair.output == name).Select(pair => (int?)pair.index).FirstOrDefault()
        ?? throw new EngineFault(new Failure(
            FailureCodes.EngineUnavailable, $"The file is not the kind of model that is needed here: it has no output {name}."));

    /// <param name="values">All pictures one after the other: channels, rows, columns.</param>
    /// <param name="shape">Pictures, channels, height, width.</param>
    /// <param name="read">What to make of the outputs, in the model's order; they are gone after it.</param>
    public T Run<T>(float[] values, ReadOnlySpan<long> shape, Func<IReadOnlyList<OrtValue>, T> read)
    {
        using var input = OrtValue.CreateTensorValueFromMemory(values, shape.ToArray());
        try
        {
            using var run = new RunOptions();
            using var outputs = _session.Run(run, [_input], [input], _session.OutputNames);
            return read(outputs);
        }
        catch (OnnxRuntimeException error)
        {
            throw new ModelException("The model does not take a picture as a model of its kind does.", error);
        }
    }

    public void Dispose() => _session.Dispose();

    private static SessionOptions Options(int threads)
    {
        var options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            // An arena keeps what the largest picture took, and sizes differ from page to page.
            EnableCpuMemArena = false,
            EnableMemoryPattern = false,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        return options;
    }

    private static void AddCuda(SessionOptions options)
    {
        try
        {
            options.AppendExecutionProvider_CUDA();
        }
        catch (Exception error) when (error is OnnxRuntimeException or EntryPointNotFoundException or DllNotFoundException)
        {
            // Nobody who asked for a device wants to learn from the clock that there was none.
            throw new EngineFault(
                new Failure(
                    FailureCodes.EngineUnavailable,
                    "VisionEngines:Provider is cuda, but there is no CUDA device here, or this build has no CUDA in it "
                        + "(make publish CUDA=1)."),
                error);
        }
    }
}
