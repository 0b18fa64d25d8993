using DaprProcessing.Local.Components;

namespace DaprProcessing.Local.Runtime.Bindings;

/// <summary>
/// A binding that stores bytes as they are. Over HTTP, where <c>data</c> is JSON, a text is stored as its characters and not with its quotes:
/// what daprd's object store bindings do too.
/// </summary>
internal interface IOpaqueBinding : IOutputBinding;
