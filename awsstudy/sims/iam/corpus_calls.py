"""Calls of random worlds: who, which actions, on which resources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

HERE, THERE = "111122223333", "444455556666"
USER = f"arn:aws:iam::{HERE}:user/ann"
OTHER = f"arn:aws:iam::{HERE}:user/bob"
ROLE = f"arn:aws:iam::{HERE}:role/app"
SESSION = f"arn:aws:sts::{HERE}:assumed-role/app/run1"
_S3 = ("arn:aws:s3:::beta/a/b.txt", "arn:aws:s3:::beta/report.csv", "arn:aws:s3:::alpha/ann/x.txt")
_TABLE = ("arn:aws:dynamodb:us-east-1:{}:table/orders",)
_QUEUE = ("arn:aws:sqs:us-east-1:{}:jobs", "arn:aws:sqs:eu-west-1:{}:ann-queue")
_FUNCTION = ("arn:aws:lambda:us-east-1:{}:function:resize",)
_INSTANCE = ("arn:aws:ec2:us-east-1:{}:instance/i-0abc123",)
_KEY = ("arn:aws:kms:us-east-1:{}:key/1234abcd-12ab-34cd-56ef-1234567890ab",)
_USERS = ("arn:aws:iam::{}:user/zed", "arn:aws:iam::{}:user/team/zed")
_ROLES = ("arn:aws:iam::{}:role/deploy",)
CALLS: Mapping[str, Sequence[str]] = {
    **dict.fromkeys(
        ("s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:GetObjectAcl", "s3:RestoreObject"),
        _S3,
    ),
    **dict.fromkeys(
        ("s3:ListBucket", "s3:GetBucketPolicy", "s3:DeleteBucket"),
        ("arn:aws:s3:::beta", "arn:aws:s3:::alpha"),
    ),
    **dict.fromkeys(
        [f"dynamodb:{name}" for name in ("GetItem", "PutItem", "DeleteItem", "Query", "Scan")],
        _TABLE,
    ),
    **dict.fromkeys(
        [f"sqs:{name}" for name in ("SendMessage", "ReceiveMessage", "DeleteMessage")], _QUEUE
    ),
    **dict.fromkeys(("lambda:InvokeFunction", "lambda:GetFunction"), _FUNCTION),
    **dict.fromkeys(
        [f"ec2:{name}" for name in ("StartInstances", "StopInstances", "TerminateInstances")],
        _INSTANCE,
    ),
    **dict.fromkeys(("kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey"), _KEY),
    **dict.fromkeys(("iam:GetUser", "iam:CreateUser", "iam:DeleteUser"), _USERS),
    "sts:AssumeRole": _ROLES,
}
"""Actions with the resources they are asked for."""
SHARED = ("s3", "sqs", "lambda", "kms", "sts", "dynamodb")
"""Services whose resources have policies of their own."""
