using System.Collections.Frozen;
using System.Globalization;
using Quintet.Files;
using Quintet.Http;

namespace Quintet.StaticFiles;

/// <summary>
/// Serves static files, and while Debug is on uploaded ones, before the middleware chain: while Debug is on where they are found, as Django's runserver does; in production those that <c>collectstatic</c> put into <c>StaticRoot</c>, where
/// <c>ServeStaticFiles</c> asks for it. Else a web server in front does.
/// </summary>
internal sealed class StaticFilesHandler
{
    private readonly Application _application;
    private readonly string? _prefix;

    // Where uploaded files are, and what their addresses begin with; null: others serve them.
    private readonly (string Prefix, string Folder)? _media;

    // What there is in production, known once: nothing else is served, whatever is asked for. Null: each file is looked for.
    private readonly FrozenDictionary<string, ServedFile>? _collected;

    /// <param name="application">The project.</param>
    /// <param name="isTest">As while Debug is on: for the browser of a test.</param>
    public StaticFilesHandler(Application application, bool isTest = false)
    {
        _application = application;
        var settings = application.Settings;
        var isDebug = settings.Debug || isTest;
        if (isDebug && settings is { MediaUrl: ['/', _, ..] media } && application.Context.Get(Storage.Key) is FileSystemStorage { Location: var folder }) _media = (media, folder);
        // An address of another host means that the files are served there.
        if (settings.StaticUrl is not ['/', _, ..] prefix) return;
        if (isDebug)
        {
            _prefix = prefix;
        }
        else if (settings.ServeStaticFiles && settings.StaticRoot is { } root)
        {
            _prefix = prefix;
            _collected = Collected(Path.GetFullPath(root), settings.StaticFilesStorage);
        }
    }

    /// <summary>The response; null where the request is for something else.</summary>
    public HttpResponse? Serve(HttpRequest request)
    {
        var isMedia = _media is { } media && request.Path.StartsWith(media.Prefix, StringComparison.Ordinal);
        if (!isMedia && (_prefix is null || !request.Path.StartsWith(_prefix, StringComparison.Ordinal))) return null;
        if (request.Method is not ("GET" or "HEAD")) return new HttpResponseNotAllowed(["GET", "HEAD"]);
        if (isMedia)
        {
            var name = request.Path[_media!.Value.Prefix.Length..];
            return Developing(SafePath.Join(_media.Value.Folder, name) is { } upload && File.Exists(upload) ? StaticFile.OnDisk(upload) : null, name) ?? Missing(request, name, "in the folder of uploaded files");
        }

        var path = request.Path[_prefix!.Length..];
        // In production the site has its own word for what is missing.
        return _collected is null ? Developing(_application.StaticFiles.Find(path), path) ?? Missing(request, path, "in the folders of static files") : Ready(path, request);
    }

    private HttpResponse? Missing(HttpRequest request, string path, string where) => !_application.Settings.Debug ? null : Views.Technical.NotFoundPage.Render(request, new Http404($"'{path}' could not be found {where}."), _application);

    private static FileResponse? Developing(StaticFile? file, string path)
    {
        if (file is null) return null;
        FileResponse response;
        if (file.Path is { } onDisk)
        {
            response = new(onDisk);
        }
        else
        {
            response = new(file.OpenRead(), path);
            response.Headers["ETag"] = string.Create(CultureInfo.InvariantCulture, $"\"{file.LastModified.Ticks:x}-{file.Length:x}\"");
            response.Headers["Last-Modified"] = HttpUtils.HttpDate(file.LastModified);
        }

        response.Headers["X-Content-Type-Options"] = "nosniff";
        // Development: the browser asks each time, and gets 304 while the file is the same.
        response.Headers["Cache-Control"] = "no-cache";
        return response;
    }

    private FileResponse? Ready(string path, HttpRequest request)
    {
        if (!_collected!.TryGetValue(path, out var file)) return null;
        var coding = file.HasVariants ? Compression.Choose(request.Headers["Accept-Encoding"]) : null;
        var variant = coding switch { Compression.Brotli => file.Brotli ?? file.Gzip, Compression.Gzip => file.Gzip, _ => null };
        FileResponse response;
        try
        {
            response = new(variant ?? file.Path, FileResponse.GuessType(path), fileName: file.Path);
        }
        catch (FileNotFoundException)
        {
            // Taken away since the start.
            return null;
        }

        if (variant is not null) response.Headers["Content-Encoding"] = variant == file.Brotli ? Compression.Brotli : Compression.Gzip;
        if (file.HasVariants) response.Headers["Vary"] = "Accept-Encoding";
        response.Headers["X-Content-Type-Options"] = "nosniff";
        response.Headers["Access-Control-Allow-Origin"] = "*";
        response.Headers["Cache-Control"] = file.IsImmutable ? "max-age=315360000, public, immutable" : "max-age=60, public";
        return response;
    }

    private static FrozenDictionary<string, ServedFile> Collected(string root, StaticFilesStorage storage)
    {
        if (!Directory.Exists(root)) return FrozenDictionary<string, ServedFile>.Empty;
        var files = Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).ToDictionary(file => Path.GetRelativePath(root, file).Replace('\\', '/'), file => file, StringComparer.Ordinal);
        return files.ToFrozenDictionary(
            pair => pair.Key,
            pair => new ServedFile(pair.Value, files.GetValueOrDefault(pair.Key + ".br"), files.GetValueOrDefault(pair.Key + ".gz"), storage.IsImmutable(pair.Key)),
            StringComparer.Ordinal);
    }

    /// <summary>A collected file.</summary>
    /// <param name="Path">Where it is.</param>
    /// <param name="Brotli">Where its compressed form is; null: there is none.</param>
    /// <param name="Gzip">As Brotli.</param>
    /// <param name="IsImmutable">Whether browsers may keep it for ever.</param>
    private sealed record ServedFile(string Path, string? Brotli, string? Gzip, bool IsImmutable)
    {
        public bool HasVariants => Brotli is not null || Gzip is not null;
    }
}
