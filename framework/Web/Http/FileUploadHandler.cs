using Quintet.Files;

namespace Quintet.Http;

/// <summary>
/// Takes in the files of a form, piece by piece (Django's <c>FileUploadHandler</c>). <c>Settings.FileUploadHandlers</c> names those of all requests; a view with
/// <see cref="Views.RawBodyAttribute"/> may change <see cref="HttpRequest.UploadHandlers"/>. One handler serves one request.
/// </summary>
public abstract class FileUploadHandler
{
    /// <summary>The request that brings the files.</summary>
    public HttpRequest Request { get; internal set; } = null!;

    /// <summary>How large a piece is at most, in bytes; of several handlers the smallest counts.</summary>
    public virtual int ChunkSize => UploadedFile.DefaultChunkSize;

    /// <summary>The file that comes in.</summary>
    protected internal UploadingFile File { get; internal set; } = null!;

    /// <summary>Called before anything is read.</summary>
    /// <param name="contentLength">That of the whole body; null: not known.</param>
    public virtual void HandleRawInput(long? contentLength)
    {
    }

    /// <summary>A file begins.</summary>
    /// <returns>Whether the handlers after this one hear of it, too.</returns>
    public virtual bool NewFile(UploadingFile file) => true;

    /// <summary>A piece of the file.</summary>
    /// <param name="data">The bytes; valid until this is done.</param>
    /// <param name="start">How many bytes came before.</param>
    /// <returns>What the next handler gets; null: nothing, the piece is taken.</returns>
    /// <exception cref="SkipFile">The file is not wanted.</exception>
    /// <exception cref="StopUpload">The whole upload is not wanted.</exception>
    public abstract ValueTask<ReadOnlyMemory<byte>?> ReceiveDataChunk(ReadOnlyMemory<byte> data, long start);

    /// <summary>The file is whole.</summary>
    /// <param name="size">Its bytes.</param>
    /// <returns>What <see cref="HttpRequest.FILES"/> holds; null: another handler has it.</returns>
    public abstract ValueTask<UploadedFile?> FileComplete(long size);

    /// <summary>All files are in.</summary>
    public virtual ValueTask UploadComplete() => default;

    /// <summary>The file that came in will not be whole: it is skipped, the upload is stopped, or the client went away.</summary>
    public virtual ValueTask UploadInterrupted() => default;
}

/// <summary>What the form says of a file that begins.</summary>
/// <param name="FieldName">The form's field.</param>
/// <param name="FileName">Its name, without folders.</param>
/// <param name="ContentType">What the browser says it is; empty: nothing.</param>
/// <param name="ContentLength">What the browser says of its size; most say nothing.</param>
/// <param name="Charset">That of a text.</param>
/// <param name="ContentTypeExtra">The other parameters of the <c>Content-Type</c>.</param>
public sealed record UploadingFile(string FieldName, string FileName, string ContentType, long? ContentLength, string? Charset, IReadOnlyDictionary<string, string> ContentTypeExtra);

/// <summary>Thrown by an upload handler: the rest of the body is not wanted.</summary>
/// <param name="connectionReset">The rest is not read, which breaks the connection; else it is read and thrown away, so that the browser sees the answer.</param>
public sealed class StopUpload(bool connectionReset = false) : Exception
{
    public bool ConnectionReset => connectionReset;
}

/// <summary>Thrown by an upload handler: this file is not wanted.</summary>
public sealed class SkipFile : Exception;

/// <summary>Keeps files in memory, where the whole body is not larger than <c>Settings.FileUploadMaxMemorySize</c>.</summary>
public sealed class MemoryFileUploadHandler : FileUploadHandler
{
    private bool _isActive;
    private MemoryStream? _content;

    public override void HandleRawInput(long? contentLength) => _isActive = contentLength <= Request.Settings.FileUploadMaxMemorySize;

    public override bool NewFile(UploadingFile file)
    {
        _content = _isActive ? new() : null;
        return !_isActive;
    }

    public override ValueTask<ReadOnlyMemory<byte>?> ReceiveDataChunk(ReadOnlyMemory<byte> data, long start)
    {
        if (_content is null) return new(data);
        _content.Write(data.Span);
        return default;
    }

    public override ValueTask<UploadedFile?> FileComplete(long size)
    {
        if (_content is null) return default;
        var bytes = _content.GetBuffer().AsMemory(0, (int)_content.Length);
        return new(new InMemoryUploadedFile(File.FileName, bytes, File.ContentType, File.Charset, File.ContentTypeExtra));
    }
}

/// <summary>Writes files into the folder of temporary files, from which they go at the end of the request.</summary>
public sealed class TemporaryFileUploadHandler : FileUploadHandler
{
    private TemporaryUploadedFile? _file;

    public override bool NewFile(UploadingFile file)
    {
        _file = new(file.FileName, file.ContentType, file.Charset, file.ContentTypeExtra, Request.Settings.FileUploadTempDir);
        return true;
    }

    public override async ValueTask<ReadOnlyMemory<byte>?> ReceiveDataChunk(ReadOnlyMemory<byte> data, long start)
    {
        await _file!.WriteAsync(data, Request.Aborted);
        return null;
    }

    public override async ValueTask<UploadedFile?> FileComplete(long size)
    {
        var file = _file!;
        await file.CompleteAsync();
        _file = null;
        return file;
    }

    public override ValueTask UploadInterrupted()
    {
        _file?.Dispose();
        _file = null;
        return default;
    }
}
