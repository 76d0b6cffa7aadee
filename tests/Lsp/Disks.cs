using Quintet.Ide;

namespace LspTests;

/// <summary>A disk that answers nothing until it is released.</summary>
internal sealed class HeldDisk : IFileSystem, IDisposable
{
    private readonly ManualResetEventSlim _released = new();
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Reached => _reached.Task;

    public void Release() => _released.Set();

    public string? ReadText(string path) => Wait().ReadText(path);

    public bool FileExists(string path) => Wait().FileExists(path);

    public bool FolderExists(string path) => Wait().FolderExists(path);

    public IReadOnlyList<(string Path, bool IsFolder)> List(string folder) => Wait().List(folder);

    public void Dispose() => _released.Set();

    private DiskFileSystem Wait()
    {
        _reached.TrySetResult();
        _released.Wait();
        return DiskFileSystem.Instance;
    }
}

/// <summary>A disk on which Urls.cs can become unreadable in a way that nobody expects.</summary>
internal sealed class BrokenDisk : IFileSystem
{
    public bool Broken { get; set; }

    public string? ReadText(string path) => Broken && path.EndsWith("Urls.cs", StringComparison.Ordinal) ? throw new NotSupportedException("the disk is gone") : DiskFileSystem.Instance.ReadText(path);

    public bool FileExists(string path) => DiskFileSystem.Instance.FileExists(path);

    public bool FolderExists(string path) => DiskFileSystem.Instance.FolderExists(path);

    public IReadOnlyList<(string Path, bool IsFolder)> List(string folder) => DiskFileSystem.Instance.List(folder);
}

/// <summary>A disk on which one file is not read until it is released.</summary>
internal sealed class HeldFile(string name) : IFileSystem, IDisposable
{
    private readonly ManualResetEventSlim _released = new();
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Reached => _reached.Task;

    public void Release() => _released.Set();

    public string? ReadText(string path)
    {
        if (path.EndsWith(name, StringComparison.Ordinal))
        {
            _reached.TrySetResult();
            _released.Wait();
        }

        return DiskFileSystem.Instance.ReadText(path);
    }

    public bool FileExists(string path) => DiskFileSystem.Instance.FileExists(path);

    public bool FolderExists(string path) => DiskFileSystem.Instance.FolderExists(path);

    public IReadOnlyList<(string Path, bool IsFolder)> List(string folder) => DiskFileSystem.Instance.List(folder);

    public void Dispose() => _released.Set();
}
