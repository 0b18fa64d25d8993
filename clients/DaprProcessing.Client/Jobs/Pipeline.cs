namespace DaprProcessing.Client;

/// <summary>What a job can run through.</summary>
/// <param name="Name">What <see cref="SubmitOptions.Pipeline"/> takes.</param>
/// <param name="Description">One sentence.</param>
/// <param name="Accepts">Media types of the documents it takes.</param>
/// <param name="Stages">What each page passes, in order.</param>
/// <param name="Artifacts">Names of what comes out; <c>pages/</c> stands for one artifact a page.</param>
public sealed record Pipeline(
    string Name, string Description, IReadOnlyList<string> Accepts, IReadOnlyList<string> Stages,
    IReadOnlyList<string> Artifacts);
