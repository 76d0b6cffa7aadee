namespace Quintet.Text;

/// <summary>
/// What .NET does not know of Unicode (its data files <c>SpecialCasing.txt</c>, <c>DerivedCoreProperties.txt</c> and
/// <c>UnicodeData.txt</c>): letters whose capital is several letters, which characters have case, which combine with the one before.
/// </summary>
internal static class UnicodeTables
{
    /// <summary>A character, then its capitals; by the character, with blanks between: where they are not what <see cref="char.ToUpperInvariant"/> gives.</summary>
    public const string Upper = "\u00dfSS \u0131I \u0149\u02bcN \u01f0J\u030c \u0390\u0399\u0308\u0301 \u03b0\u03a5\u0308\u0301 \u0587\u0535\u0552 \u1e96H\u0331 \u1e97T\u0308 "
        + "\u1e98W\u030a \u1e99Y\u030a \u1e9aA\u02be \u1f50\u03a5\u0313 \u1f52\u03a5\u0313\u0300 \u1f54\u03a5\u0313\u0301 \u1f56\u03a5\u0313\u0342 "
        + "\u1f80\u1f08\u0399 \u1f81\u1f09\u0399 \u1f82\u1f0a\u0399 \u1f83\u1f0b\u0399 \u1f84\u1f0c\u0399 \u1f85\u1f0d\u0399 \u1f86\u1f0e\u0399 "
        + "\u1f87\u1f0f\u0399 \u1f88\u1f08\u0399 \u1f89\u1f09\u0399 \u1f8a\u1f0a\u0399 \u1f8b\u1f0b\u0399 \u1f8c\u1f0c\u0399 \u1f8d\u1f0d\u0399 "
        + "\u1f8e\u1f0e\u0399 \u1f8f\u1f0f\u0399 \u1f90\u1f28\u0399 \u1f91\u1f29\u0399 \u1f92\u1f2a\u0399 \u1f93\u1f2b\u0399 \u1f94\u1f2c\u0399 "
        + "\u1f95\u1f2d\u0399 \u1f96\u1f2e\u0399 \u1f97\u1f2f\u0399 \u1f98\u1f28\u0399 \u1f99\u1f29\u0399 \u1f9a\u1f2a\u0399 \u1f9b\u1f2b\u0399 "
        + "\u1f9c\u1f2c\u0399 \u1f9d\u1f2d\u0399 \u1f9e\u1f2e\u0399 \u1f9f\u1f2f\u0399 \u1fa0\u1f68\u0399 \u1fa1\u1f69\u0399 \u1fa2\u1f6a\u0399 "
        + "\u1fa3\u1f6b\u0399 \u1fa4\u1f6c\u0399 \u1fa5\u1f6d\u0399 \u1fa6\u1f6e\u0399 \u1fa7\u1f6f\u0399 \u1fa8\u1f68\u0399 \u1fa9\u1f69\u0399 "
        + "\u1faa\u1f6a\u0399 \u1fab\u1f6b\u0399 \u1fac\u1f6c\u0399 \u1fad\u1f6d\u0399 \u1fae\u1f6e\u0399 \u1faf\u1f6f\u0399 \u1fb2\u1fba\u0399 "
        + "\u1fb3\u0391\u0399 \u1fb4\u0386\u0399 \u1fb6\u0391\u0342 \u1fb7\u0391\u0342\u0399 \u1fbc\u0391\u0399 \u1fc2\u1fca\u0399 \u1fc3\u0397\u0399 "
        + "\u1fc4\u0389\u0399 \u1fc6\u0397\u0342 \u1fc7\u0397\u0342\u0399 \u1fcc\u0397\u0399 \u1fd2\u0399\u0308\u0300 \u1fd3\u0399\u0308\u0301 "
        + "\u1fd6\u0399\u0342 \u1fd7\u0399\u0308\u0342 \u1fe2\u03a5\u0308\u0300 \u1fe3\u03a5\u0308\u0301 \u1fe4\u03a1\u0313 \u1fe6\u03a5\u0342 "
        + "\u1fe7\u03a5\u0308\u0342 \u1ff2\u1ffa\u0399 \u1ff3\u03a9\u0399 \u1ff4\u038f\u0399 \u1ff6\u03a9\u0342 \u1ff7\u03a9\u0342\u0399 \u1ffc\u03a9\u0399 "
        + "\ufb00FF \ufb01FI \ufb02FL \ufb03FFI \ufb04FFL \ufb05ST \ufb06ST \ufb13\u0544\u0546 \ufb14\u0544\u0535 \ufb15\u0544\u053b \ufb16\u054e\u0546 "
        + "\ufb17\u0544\u053d";

    /// <summary>A character, then how it begins a word in a title, where that is not its capital.</summary>
    public const string Title = "\u00dfSs \u01c4\u01c5 \u01c5\u01c5 \u01c6\u01c5 \u01c7\u01c8 \u01c8\u01c8 \u01c9\u01c8 \u01ca\u01cb \u01cb\u01cb \u01cc\u01cb \u01f1\u01f2 "
        + "\u01f2\u01f2 \u01f3\u01f2 \u0587\u0535\u0582 \u10d0\u10d0 \u10d1\u10d1 \u10d2\u10d2 \u10d3\u10d3 \u10d4\u10d4 \u10d5\u10d5 \u10d6\u10d6 \u10d7\u10d7 "
        + "\u10d8\u10d8 \u10d9\u10d9 \u10da\u10da \u10db\u10db \u10dc\u10dc \u10dd\u10dd \u10de\u10de \u10df\u10df \u10e0\u10e0 \u10e1\u10e1 \u10e2\u10e2 "
        + "\u10e3\u10e3 \u10e4\u10e4 \u10e5\u10e5 \u10e6\u10e6 \u10e7\u10e7 \u10e8\u10e8 \u10e9\u10e9 \u10ea\u10ea \u10eb\u10eb \u10ec\u10ec \u10ed\u10ed "
        + "\u10ee\u10ee \u10ef\u10ef \u10f0\u10f0 \u10f1\u10f1 \u10f2\u10f2 \u10f3\u10f3 \u10f4\u10f4 \u10f5\u10f5 \u10f6\u10f6 \u10f7\u10f7 \u10f8\u10f8 "
        + "\u10f9\u10f9 \u10fa\u10fa \u10fd\u10fd \u10fe\u10fe \u10ff\u10ff \u1f80\u1f88 \u1f81\u1f89 \u1f82\u1f8a \u1f83\u1f8b \u1f84\u1f8c \u1f85\u1f8d "
        + "\u1f86\u1f8e \u1f87\u1f8f \u1f88\u1f88 \u1f89\u1f89 \u1f8a\u1f8a \u1f8b\u1f8b \u1f8c\u1f8c \u1f8d\u1f8d \u1f8e\u1f8e \u1f8f\u1f8f \u1f90\u1f98 "
        + "\u1f91\u1f99 \u1f92\u1f9a \u1f93\u1f9b \u1f94\u1f9c \u1f95\u1f9d \u1f96\u1f9e \u1f97\u1f9f \u1f98\u1f98 \u1f99\u1f99 \u1f9a\u1f9a \u1f9b\u1f9b "
        + "\u1f9c\u1f9c \u1f9d\u1f9d \u1f9e\u1f9e \u1f9f\u1f9f \u1fa0\u1fa8 \u1fa1\u1fa9 \u1fa2\u1faa \u1fa3\u1fab \u1fa4\u1fac \u1fa5\u1fad \u1fa6\u1fae "
        + "\u1fa7\u1faf \u1fa8\u1fa8 \u1fa9\u1fa9 \u1faa\u1faa \u1fab\u1fab \u1fac\u1fac \u1fad\u1fad \u1fae\u1fae \u1faf\u1faf \u1fb2\u1fba\u0345 \u1fb3\u1fbc "
        + "\u1fb4\u0386\u0345 \u1fb7\u0391\u0342\u0345 \u1fbc\u1fbc \u1fc2\u1fca\u0345 \u1fc3\u1fcc \u1fc4\u0389\u0345 \u1fc7\u0397\u0342\u0345 \u1fcc\u1fcc "
        + "\u1ff2\u1ffa\u0345 \u1ff3\u1ffc \u1ff4\u038f\u0345 \u1ff7\u03a9\u0342\u0345 \u1ffc\u1ffc \ufb00Ff \ufb01Fi \ufb02Fl \ufb03Ffi \ufb04Ffl \ufb05St "
        + "\ufb06St \ufb13\u0544\u0576 \ufb14\u0544\u0565 \ufb15\u0544\u056b \ufb16\u054e\u0576 \ufb17\u0544\u056d";

    /// <summary>Ranges (first, last) of characters that have case though they are no letters in upper, lower or title case.</summary>
    public static ReadOnlySpan<int> Cased =>
    [
        0xaa, 0xaa, 0xba, 0xba, 0x2b0, 0x2b8, 0x2c0, 0x2c1, 0x2e0, 0x2e4, 0x345, 0x345, 0x37a, 0x37a, 0x1d2c, 0x1d6a, 0x1d78, 0x1d78, 0x1d9b, 0x1dbf,
        0x2071, 0x2071, 0x207f, 0x207f, 0x2090, 0x209c, 0x2160, 0x217f, 0x24b6, 0x24e9, 0x2c7c, 0x2c7d, 0xa69c, 0xa69d, 0xa770, 0xa770, 0xa7f8, 0xa7f9,
        0xab5c, 0xab5f, 0x10780, 0x10780, 0x10783, 0x10785, 0x10787, 0x107b0, 0x107b2, 0x107ba, 0x1f130, 0x1f149, 0x1f150, 0x1f169, 0x1f170, 0x1f189,
    ];

    /// <summary>Ranges (first, last) of characters with a combining class: they sit on the one before.</summary>
    public static ReadOnlySpan<int> Combining =>
    [
        0x300, 0x34e, 0x350, 0x36f, 0x483, 0x487, 0x591, 0x5bd, 0x5bf, 0x5bf, 0x5c1, 0x5c2, 0x5c4, 0x5c5, 0x5c7, 0x5c7, 0x610, 0x61a, 0x64b, 0x65f,
        0x670, 0x670, 0x6d6, 0x6dc, 0x6df, 0x6e4, 0x6e7, 0x6e8, 0x6ea, 0x6ed, 0x711, 0x711, 0x730, 0x74a, 0x7eb, 0x7f3, 0x7fd, 0x7fd, 0x816, 0x819,
        0x81b, 0x823, 0x825, 0x827, 0x829, 0x82d, 0x859, 0x85b, 0x898, 0x89f, 0x8ca, 0x8e1, 0x8e3, 0x8ff, 0x93c, 0x93c, 0x94d, 0x94d, 0x951, 0x954,
        0x9bc, 0x9bc, 0x9cd, 0x9cd, 0x9fe, 0x9fe, 0xa3c, 0xa3c, 0xa4d, 0xa4d, 0xabc, 0xabc, 0xacd, 0xacd, 0xb3c, 0xb3c, 0xb4d, 0xb4d, 0xbcd, 0xbcd,
        0xc3c, 0xc3c, 0xc4d, 0xc4d, 0xc55, 0xc56, 0xcbc, 0xcbc, 0xccd, 0xccd, 0xd3b, 0xd3c, 0xd4d, 0xd4d, 0xdca, 0xdca, 0xe38, 0xe3a, 0xe48, 0xe4b,
        0xeb8, 0xeba, 0xec8, 0xecb, 0xf18, 0xf19, 0xf35, 0xf35, 0xf37, 0xf37, 0xf39, 0xf39, 0xf71, 0xf72, 0xf74, 0xf74, 0xf7a, 0xf7d, 0xf80, 0xf80,
        0xf82, 0xf84, 0xf86, 0xf87, 0xfc6, 0xfc6, 0x1037, 0x1037, 0x1039, 0x103a, 0x108d, 0x108d, 0x135d, 0x135f, 0x1714, 0x1715, 0x1734, 0x1734,
        0x17d2, 0x17d2, 0x17dd, 0x17dd, 0x18a9, 0x18a9, 0x1939, 0x193b, 0x1a17, 0x1a18, 0x1a60, 0x1a60, 0x1a75, 0x1a7c, 0x1a7f, 0x1a7f, 0x1ab0, 0x1abd,
        0x1abf, 0x1ace, 0x1b34, 0x1b34, 0x1b44, 0x1b44, 0x1b6b, 0x1b73, 0x1baa, 0x1bab, 0x1be6, 0x1be6, 0x1bf2, 0x1bf3, 0x1c37, 0x1c37, 0x1cd0, 0x1cd2,
        0x1cd4, 0x1ce0, 0x1ce2, 0x1ce8, 0x1ced, 0x1ced, 0x1cf4, 0x1cf4, 0x1cf8, 0x1cf9, 0x1dc0, 0x1dff, 0x20d0, 0x20dc, 0x20e1, 0x20e1, 0x20e5, 0x20f0,
        0x2cef, 0x2cf1, 0x2d7f, 0x2d7f, 0x2de0, 0x2dff, 0x302a, 0x302f, 0x3099, 0x309a, 0xa66f, 0xa66f, 0xa674, 0xa67d, 0xa69e, 0xa69f, 0xa6f0, 0xa6f1,
        0xa806, 0xa806, 0xa82c, 0xa82c, 0xa8c4, 0xa8c4, 0xa8e0, 0xa8f1, 0xa92b, 0xa92d, 0xa953, 0xa953, 0xa9b3, 0xa9b3, 0xa9c0, 0xa9c0, 0xaab0, 0xaab0,
        0xaab2, 0xaab4, 0xaab7, 0xaab8, 0xaabe, 0xaabf, 0xaac1, 0xaac1, 0xaaf6, 0xaaf6, 0xabed, 0xabed, 0xfb1e, 0xfb1e, 0xfe20, 0xfe2f, 0x101fd, 0x101fd,
        0x102e0, 0x102e0, 0x10376, 0x1037a, 0x10a0d, 0x10a0d, 0x10a0f, 0x10a0f, 0x10a38, 0x10a3a, 0x10a3f, 0x10a3f, 0x10ae5, 0x10ae6, 0x10d24, 0x10d27,
        0x10eab, 0x10eac, 0x10f46, 0x10f50, 0x10f82, 0x10f85, 0x11046, 0x11046, 0x11070, 0x11070, 0x1107f, 0x1107f, 0x110b9, 0x110ba, 0x11100, 0x11102,
        0x11133, 0x11134, 0x11173, 0x11173, 0x111c0, 0x111c0, 0x111ca, 0x111ca, 0x11235, 0x11236, 0x112e9, 0x112ea, 0x1133b, 0x1133c, 0x1134d, 0x1134d,
        0x11366, 0x1136c, 0x11370, 0x11374, 0x11442, 0x11442, 0x11446, 0x11446, 0x1145e, 0x1145e, 0x114c2, 0x114c3, 0x115bf, 0x115c0, 0x1163f, 0x1163f,
        0x116b6, 0x116b7, 0x1172b, 0x1172b, 0x11839, 0x1183a, 0x1193d, 0x1193e, 0x11943, 0x11943, 0x119e0, 0x119e0, 0x11a34, 0x11a34, 0x11a47, 0x11a47,
        0x11a99, 0x11a99, 0x11c3f, 0x11c3f, 0x11d42, 0x11d42, 0x11d44, 0x11d45, 0x11d97, 0x11d97, 0x16af0, 0x16af4, 0x16b30, 0x16b36, 0x16ff0, 0x16ff1,
        0x1bc9e, 0x1bc9e, 0x1d165, 0x1d169, 0x1d16d, 0x1d172, 0x1d17b, 0x1d182, 0x1d185, 0x1d18b, 0x1d1aa, 0x1d1ad, 0x1d242, 0x1d244, 0x1e000, 0x1e006,
        0x1e008, 0x1e018, 0x1e01b, 0x1e021, 0x1e023, 0x1e024, 0x1e026, 0x1e02a, 0x1e130, 0x1e136, 0x1e2ae, 0x1e2ae, 0x1e2ec, 0x1e2ef, 0x1e8d0, 0x1e8d6,
        0x1e944, 0x1e94a,
    ];

    /// <summary>Whether a code point lies in one of the ranges of a table.</summary>
    public static bool Contains(ReadOnlySpan<int> ranges, int codePoint)
    {
        var (low, high) = (0, (ranges.Length / 2) - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (codePoint < ranges[middle * 2]) high = middle - 1;
            else if (codePoint > ranges[(middle * 2) + 1]) low = middle + 1;
            else return true;
        }

        return false;
    }
}
