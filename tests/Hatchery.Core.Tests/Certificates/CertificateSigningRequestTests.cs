using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CsCheck;
using Hatchery.Core.Certificates;

namespace Hatchery.Core.Tests.Certificates;

public sealed class CertificateSigningRequestTests
{
    /// <summary>Made by <c>openssl req -new -sha256</c> with a key of prime256v1 and subject <c>/CN=esp32/O=Example</c>.</summary>
    const string OpenSsl = """
        -----BEGIN CERTIFICATE REQUEST-----
        MIHcMIGEAgEAMCIxEDAOBgNVBAoMB0V4YW1wbGUxDjAMBgNVBAMMBWVzcDMyMFkw
        EwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEfDR0wmUh4AQr2azOmp39cvb4DxbOROt+
        UpQhbs9WVAHmGpmfyhWGrJapJ40jk3bKX5yxfXlkHnqlmY0EwAlB2aAAMAoGCCqG
        SM49BAMCA0cAMEQCIFnQEjGKp8UdmeAeGXFK4brBsYL022lgCI8xYLS5UUPdAiB7
        3gw0nyU32EW5BjWVOqLaqsa/JYozvgIxTvJF/wsLfQ==
        -----END CERTIFICATE REQUEST-----
        """;

    /// <summary>As above with <c>-sha1</c>, which the base library does not sign with.</summary>
    const string Sha1 = """
        -----BEGIN CERTIFICATE REQUEST-----
        MIHJMHICAQAwEDEOMAwGA1UEAwwFZXNwMzIwWTATBgcqhkjOPQIBBggqhkjOPQMB
        BwNCAAR8NHTCZSHgBCvZrM6anf1y9vgPFs5E635SlCFuz1ZUAeYamZ/KFYaslqkn
        jSOTdspfnLF9eWQeeqWZjQTACUHZoAAwCQYHKoZIzj0EAQNIADBFAiAgsoTyEwc9
        dNh/Li9uAqCGUnmTEgexqq+mPPgM97mr4wIhAOQ/A+gF5NPO6tFveMST2LTq9Wgi
        6pRdFvDO8Fgf9fj8
        -----END CERTIFICATE REQUEST-----
        """;

    /// <summary>As above with <c>-md5</c> and an RSA key.</summary>
    const string Md5 = """
        -----BEGIN CERTIFICATE REQUEST-----
        MIICVTCCAT0CAQAwEDEOMAwGA1UEAwwFZXNwMzIwggEiMA0GCSqGSIb3DQEBAQUA
        A4IBDwAwggEKAoIBAQC54teIVGjWvMwXVw94CHd+yVltYWySljL9wNbFYLGsJEKv
        TvQtyoAjCxkzc01N8NSXZ7Gj0qtlWEu0VpdRDfnCUPmOtDyXOnhFYsie8JVxQjy/
        kE3Lwxqg5t5PDivskrEPdu2ZMEm/El+MQbAAwB2y4mWIdhGGLDO2YeG/qBKVhWOA
        4YUbuVyngO4KhgpS1sloNFt52OmRldMEdL1OB51XnWeh6TWv1LlMs6vBxanBjDCP
        CPRUT67shWUpoh1Gok7WbLBcOMdUjQeD3lLB9kF0SOVZtJYOFxoAwUKDj1EFTQaH
        sCMaQfFoxx8jpavCW43qcpIohIAW5S3dBeNWzWafAgMBAAGgADANBgkqhkiG9w0B
        AQQFAAOCAQEAH+QULkwa5x5kIgdYjAxpbtnCExbOkXFBKjSAwfULiPKWs4SzF1/6
        tbDnaML5uwJM2DWuO/rAQjrfYZP+eeZ9ehuUu0Z0BmB9+g1vdcz3zqiBjOWtM+KE
        t7sY4ktBnh8ZjUWZUY7UlZHj1rd9Al6ZLpNeR7/FTPNu1ufYMUfoWucplOhQCBr4
        l3zHXnBUYy3iA3Fv01RSeG7HD5D1g2aSdQO1NdRgL+Fxc8Y/aUw8EjrXSg7pZJom
        fbKFlKj9QETdSqPhMu2bt2fjP/mbLRK4hoB/WmX5luW+6id+048ppo5Ta2y4O2Ny
        oYsCEVa0EeEg0WUQkhRHzSJA9DSSeNLukg==
        -----END CERTIFICATE REQUEST-----
        """;

    /// <summary>With an Ed25519 key.</summary>
    const string Ed25519 = """
        -----BEGIN CERTIFICATE REQUEST-----
        MIGPMEMCAQAwEDEOMAwGA1UEAwwFZXNwMzIwKjAFBgMrZXADIQCeJUzAZdjtbnSI
        aLhWlcdo+Wxf+i1/M3vgTomK3YxEjaAAMAUGAytlcANBAKYl6Ktjmov8AmPVuXBv
        O5ZYWo8EQmWWtj6LcW3Rg25rDcYxo9k69w74gmEkEOqzS8navoUOzaIfPnyApPvX
        fw0=
        -----END CERTIFICATE REQUEST-----
        """;

    /// <summary>With a key on secp256k1.</summary>
    const string Secp256k1 = """
        -----BEGIN CERTIFICATE REQUEST-----
        MIHHMG8CAQAwEDEOMAwGA1UEAwwFZXNwMzIwVjAQBgcqhkjOPQIBBgUrgQQACgNC
        AATCToLQi9/GQwhO2mrDv7HLklXSXCmDKGh09+GnDO5MqCpp5AJmr3YXoHEZI8vc
        gAdrMZLxiZ6uAogd7sgviHveoAAwCgYIKoZIzj0EAwIDSAAwRQIgZigGRLlZXXFR
        hE+j3Nvllfx0ISn8eywiNl0u9BQK578CIQD8ws1sAWJaGs5IdBdzE0ytpgbH9hby
        WcL36GFdT9CjRQ==
        -----END CERTIFICATE REQUEST-----
        """;

    /// <summary>With a key whose curve is written out in parameters instead of named.</summary>
    const string ExplicitCurve = """
        -----BEGIN CERTIFICATE REQUEST-----
        MIIBwDCCAWYCAQAwEDEOMAwGA1UEAwwFZXNwMzIwggFLMIIBAwYHKoZIzj0CATCB
        9wIBATAsBgcqhkjOPQEBAiEA/////wAAAAEAAAAAAAAAAAAAAAD/////////////
        //8wWwQg/////wAAAAEAAAAAAAAAAAAAAAD///////////////wEIFrGNdiqOpPn
        s+u9VXaYhrxlHQawzFOw9jvOPD4n0mBLAxUAxJ02CIbnBJNqZnjhE50mt4GffpAE
        QQRrF9Hy4SxCR/i85uVjpEDydwN9gS3rM6D0oTlF2JjClk/jQuL+Gn+bjufrSnwP
        nhYrzjNXazFezsu2QGg3v1H1AiEA/////wAAAAD//////////7zm+q2nF56E87nK
        wvxjJVECAQEDQgAEMNAt+U62UUuzfxkslbEE6SD+HEJpj0RHcCu7umtNZq0o3PCz
        H/bAf3UH6tiW1UqdBCEzfEdocng4M2w2DpNbmqAAMAoGCCqGSM49BAMCA0gAMEUC
        IQCxVHYJIg9nnHXahJtRFTu17nH+VjOwgpTTqFiJDpem7QIgfFqgg+5p+iVLX/p9
        TMdFeYDo59yvuV7nmpvs7qnANvU=
        -----END CERTIFICATE REQUEST-----
        """;

    [Fact]
    public void A_request_of_openssl_is_read_with_its_subject_and_key()
    {
        var request = CertificateSigningRequest.Parse(OpenSsl);

        Assert.Equal("CN=esp32, O=Example", request.Subject.Name);
        using var key = request.PublicKey.GetECDsaPublicKey();
        Assert.Equal(256, key!.KeySize);
    }

    [Fact]
    public void Line_ends_blank_lines_text_before_and_the_older_label_are_accepted()
    {
        Assert.NotNull(CertificateSigningRequest.Parse(OpenSsl.ReplaceLineEndings("\r\n")));
        Assert.NotNull(CertificateSigningRequest.Parse($"\n\n{OpenSsl}\n\n"));
        Assert.NotNull(CertificateSigningRequest.Parse($"Certificate Request:\n    Data:\n{OpenSsl}"));
        Assert.NotNull(CertificateSigningRequest.Parse(OpenSsl.Replace("CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("nistP256")]
    [InlineData("nistP384")]
    [InlineData("nistP521")]
    public void Curves_of_aws_are_allowed_and_a_subject_may_be_empty(string curve)
    {
        using var key = ECDsa.Create(ECCurve.CreateFromFriendlyName(curve));
        var pem = new CertificateRequest("", key, HashAlgorithmName.SHA384).CreateSigningRequestPem();

        Assert.Equal("", CertificateSigningRequest.Parse(pem).Subject.Name);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rsa_of_2048_bits_is_allowed_with_either_padding(bool pss)
    {
        using var key = RSA.Create(2048);
        Assert.NotNull(CertificateSigningRequest.Parse(Pem(key, pss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1)));
    }

    [Fact]
    public void Rsa_of_fewer_bits_is_refused()
    {
        using var key = RSA.Create(1024);
        Assert.Equal("its key is RSA of 1024 bits; at least 2048 are needed.", Refusal(Pem(key, RSASignaturePadding.Pkcs1)));
    }

    [Fact]
    public void Weak_hashes_are_refused()
    {
        Assert.Equal("it is signed with SHA-1; sign it with SHA-256 or better.", Refusal(Sha1));
        Assert.Equal("it is signed with MD5; sign it with SHA-256 or better.", Refusal(Md5));
    }

    [Fact]
    public void Other_keys_are_refused()
    {
        const string Allowed = "allowed are RSA of at least 2048 bits and ECC on P-256, P-384 or P-521.";
        Assert.Equal($"its key is of algorithm 1.3.101.112; {Allowed}", Refusal(Ed25519));
        Assert.Equal($"its key is ECC on curve 1.3.132.0.10; {Allowed}", Refusal(Secp256k1));
        Assert.Equal($"its ECC key does not name its curve; {Allowed}", Refusal(ExplicitCurve));
    }

    [Fact]
    public void A_signature_of_another_key_is_refused()
    {
        var der = Der(OpenSsl);
        der[^1] ^= 1;

        Assert.Equal("its signature does not match its key.", Refusal(PemEncoding.WriteString("CERTIFICATE REQUEST", der)));
    }

    [Fact]
    public void A_changed_subject_is_refused()
    {
        var der = Der(OpenSsl);
        der[der.AsSpan().IndexOf("esp32"u8)] ^= 1;

        Assert.Equal("its signature does not match its key.", Refusal(PemEncoding.WriteString("CERTIFICATE REQUEST", der)));
    }

    [Fact]
    public void What_is_no_single_request_is_refused_by_what_it_is()
    {
        using var key = ECDsa.Create();
        Assert.StartsWith("it is no PEM;", Refusal(""), StringComparison.Ordinal);
        Assert.StartsWith("it is no PEM;", Refusal("MIIB"), StringComparison.Ordinal);
        Assert.Equal(
            "it is a PEM of a PRIVATE KEY, not of a CERTIFICATE REQUEST. A private key must never leave its device: make a new one.",
            Refusal(key.ExportPkcs8PrivateKeyPem()));
        Assert.Equal("a CERTIFICATE REQUEST follows it; send the request alone.", Refusal($"{OpenSsl}\n{OpenSsl}"));
        Assert.StartsWith("a PRIVATE KEY follows it;", Refusal($"{OpenSsl}\n{key.ExportPkcs8PrivateKeyPem()}"), StringComparison.Ordinal);
        Assert.Equal("it is not a PKCS#10 request that can be read.", Refusal(PemEncoding.WriteString("CERTIFICATE REQUEST", key.ExportSubjectPublicKeyInfo())));
        Assert.Equal("it is not a PKCS#10 request that can be read.", Refusal(PemEncoding.WriteString("CERTIFICATE REQUEST", [.. Der(OpenSsl), 0])));
    }

    [Fact]
    public void A_request_has_at_most_so_many_characters()
    {
        Assert.NotNull(CertificateSigningRequest.Parse(OpenSsl.PadRight(Limits.CsrMax)));
        Assert.Equal($"it has {Limits.CsrMax + 1} characters; at most {Limits.CsrMax} are allowed.", Refusal(OpenSsl.PadRight(Limits.CsrMax + 1)));
    }

    [Fact]
    public void Nothing_but_a_refusal_is_thrown_whatever_a_byte_is_changed_to()
    {
        var der = Der(OpenSsl);
        Gen.Select(Gen.Int[0, der.Length - 1], Gen.Byte, Gen.Int[0, der.Length]).Sample((position, value, length) =>
        {
            var changed = der.ToArray();
            changed[position] = value;
            Assert.True(changed.AsSpan().SequenceEqual(der) || IsRefused(PemEncoding.WriteString("CERTIFICATE REQUEST", changed)));
            Assert.True(length == der.Length || IsRefused(PemEncoding.WriteString("CERTIFICATE REQUEST", der.AsSpan(0, length))));
        }, iter: 300);
    }

    [Fact]
    public void Nothing_but_a_refusal_is_thrown_whatever_the_text() => Gen.String.Sample(IsRefused);

    static bool IsRefused(string pem)
    {
        try
        {
            CertificateSigningRequest.Parse(pem);
            return false;
        }
        catch (AwsError e)
        {
            return e.Code == AwsErrorCode.InvalidCsr;
        }
    }

    static string Refusal(string pem)
    {
        var error = Assert.Throws<AwsError>(() => CertificateSigningRequest.Parse(pem));
        Assert.Equal(AwsErrorCode.InvalidCsr, error.Code);
        const string Prefix = "The certificate signing request is refused: ";
        Assert.StartsWith(Prefix, error.Message, StringComparison.Ordinal);
        return error.Message[Prefix.Length..];
    }

    static string Pem(RSA key, RSASignaturePadding padding) => new CertificateRequest("CN=x", key, HashAlgorithmName.SHA256, padding).CreateSigningRequestPem();

    static byte[] Der(string pem) => Convert.FromBase64String(pem[PemEncoding.Find(pem).Base64Data]);
}
