namespace Quintet.Files;

/// <summary>A file that came with a form (Django's <c>UploadedFile</c>). Everything but its bytes is what the browser said: not to be believed.</summary>
/// <param name="name">Its name; only the last part of a path is kept, at most 255 characters.</param>
/// <param name="contentType">Empty where the browser said none.</param>
/// <param name="charset">That of a text, where the browser said one.</param>
/// <param name="contentTypeExtra">The other parameters of the <c>Content-Type</c>.</param>
/// <exception cref="SuspiciousFileOperationException">The name is none.</exception>
public abstract class UploadedFile(string name, string contentType, string? charset, IReadOnlyDictionary<string, string>? contentTypeExtra) : FileContent, IDisposable
{
    /// <summary>The size of a piece, in bytes, where nothing else is said.</summary>
    public const int DefaultChunkSize = 64 * 1024;

    /// <summary>Without a folder, and with no more than 255 characters.</summary>
    public override string Name { get; } = FileNames.OfUpload(name);

    /// <summary>What the browser says it is, <c>image/png</c>: a hint.</summary>
    public string ContentType => contentType;

    public string? Charset => charset;

    public IReadOnlyDictionary<string, string> ContentTypeExtra { get; } = contentTypeExtra ?? new Dictionary<string, string>();

    /// <summary>What a browser says a file is called, as far as it is a name: no folders of whichever system, nothing that is not seen; null where nothing is left.</summary>
    public static string? SanitizeFileName(string name) => FileNames.Sanitize(name);

    /// <summary>Whether reading it in pieces makes sense, because it is larger than one.</summary>
    public bool MultipleChunks(int chunkSize = DefaultChunkSize) => Size > chunkSize;

    /// <summary>The bytes in pieces, each valid until the next is asked for.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Chunks(int chunkSize = DefaultChunkSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(chunkSize);
        return Read();

        IEnumerable<ReadOnlyMemory<byte>> Read()
        {
            using var stream = Open();
            var buffer = new byte[chunkSize];
            int count;
            while ((count = stream.ReadAtLeast(buffer, chunkSize, throwOnEndOfStream: false)) > 0) yield return buffer.AsMemory(0, count);
        }
    }

    /// <summary>Removes what the file takes up; done at the end of the request.</summary>
    public virtual void Dispose() => GC.SuppressFinalize(this);
}

/// <summary>An uploaded file in memory; also one for tests (Django's <c>SimpleUploadedFile</c>).</summary>
/// <param name="content">The bytes, which are not copied.</param>
/// <inheritdoc cref="UploadedFile"/>
#pragma warning disable CS1573 // the others are inherited
public sealed class InMemoryUploadedFile(
    string name, ReadOnlyMemory<byte> content, string contentType = "text/plain", string? charset = null, IReadOnlyDictionary<string, string>? contentTypeExtra = null)
    : UploadedFile(name, contentType, charset, contentTypeExtra)
#pragma warning restore CS1573
{
    public override long Size => content.Length;

    public override Stream Open() => new ContentFile(content).Open();
}

/// <summary>An uploaded file in the folder of temporary files, until the end of the request.</summary>
public sealed class TemporaryUploadedFile : UploadedFile
{
    private const int LongestEnding = 20;

    private FileStream? _writer;
    private long _size;

    /// <summary>Makes an empty file, which nobody else may read.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="contentType">What the browser says it is.</param>
    /// <param name="charset">That of a text.</param>
    /// <param name="contentTypeExtra">The other parameters of the <c>Content-Type</c>.</param>
    /// <param name="folder">Where; null: the system's folder of temporary files.</param>
    public TemporaryUploadedFile(string name, string contentType, string? charset = null, IReadOnlyDictionary<string, string>? contentTypeExtra = null, string? folder = null)
        : base(name, contentType, charset, contentTypeExtra)
    {
        // Programs that look at files may want the ending; of the name nothing else is used.
        var ending = Path.GetExtension(Name);
        if (ending.Length > LongestEnding || ending.AsSpan().TrimStart('.').IndexOfAnyExcept(Alphanumeric) >= 0) ending = "";
        TemporaryFilePath = Path.Combine(folder ?? Path.GetTempPath(), $"tmp{Guid.NewGuid():N}.upload{ending}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read | FileShare.Delete, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        _writer = new(TemporaryFilePath, options);
    }

    /// <summary>The file's path, while the request lasts.</summary>
    public string TemporaryFilePath { get; }

    public override long Size => _size;

    /// <exception cref="FileNotFoundException">The request is over.</exception>
    public override Stream Open() => new FileStream(TemporaryFilePath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, DefaultChunkSize, useAsync: true);

    /// <summary>Adds bytes at the end.</summary>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation = default)
    {
        await (_writer ?? throw new InvalidOperationException($"The upload of '{Name}' is complete: nothing can be added to it.")).WriteAsync(bytes, cancellation);
        _size += bytes.Length;
    }

    /// <summary>Nothing more is added.</summary>
    public async ValueTask CompleteAsync()
    {
        if (_writer is not null) await _writer.DisposeAsync();
        _writer = null;
    }

    /// <summary>Removes the file; one that was moved away is left alone.</summary>
    public override void Dispose()
    {
        _writer?.Dispose();
        _writer = null;
        File.Delete(TemporaryFilePath);
        base.Dispose();
    }

    private static readonly System.Buffers.SearchValues<char> Alphanumeric = System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
}
