/**
 * Every error code: its HTTP status, what it means, and what to do. docs/user/api.md has the messages.
 *
 * @type {Object<string, [number, string, string]>}
 */
export const CODES = {
  DryRunOperation: [
    400,
    'The request has DryRun=true, and every check has passed. Nothing was stored except the nonce.',
    'Send the request without DryRun, and with a new nonce, to execute it.',
  ],
  UnsupportedHTTPMethod: [
    403,
    'The method is neither GET nor POST.',
    'Send the request with GET or POST, and sign it with the same method.',
  ],
  InvalidParameter: [
    400,
    'The parameter or header that the message names is given twice, is not well-formed, or has a value that is not allowed.',
    'Send the parameter once, as UTF-8, with a value that the API page allows.',
  ],
  MissingAction: [
    400,
    'The request has no Action.',
    'Add the parameter Action, or the header x-acs-action, with the name of an operation.',
  ],
  MissingAccessKeyId: [400, 'The request has no AccessKeyId.', 'Add the AccessKeyId of your key.'],
  MissingSignatureMethod: [400, 'The request has no SignatureMethod.', 'Add SignatureMethod=HMAC-SHA1 or HMAC-SHA256.'],
  MissingSignatureNonce: [400, 'The request has no SignatureNonce.', 'Add a new SignatureNonce to each request, such as a UUID.'],
  MissingTimestamp: [
    400,
    'The request has no Timestamp. The name has a small "s".',
    'Add the current time in UTC as Timestamp=YYYY-MM-DDThh:mm:ssZ.',
  ],
  MissingSignature: [
    400,
    'The request has no Signature.',
    'Sign the request. If you sign with ACS3, check that a proxy does not remove the header Authorization.',
  ],
  'InvalidTimeStamp.Format': [
    400,
    'The Timestamp does not have the form YYYY-MM-DDThh:mm:ssZ.',
    'Send the time in UTC, without fractions of a second, with T and Z.',
  ],
  'InvalidTimeStamp.Expired': [
    400,
    'The Timestamp is more than 15 minutes from the time of the server.',
    'Check the clock of the client, and that the time is UTC and not local time. Sign each request when you send it.',
  ],
  'InvalidAccessKeyId.NotFound': [
    404,
    'The gateway has no such access key.',
    'Check the AccessKeyId and the endpoint. List the keys with "otagate key list".',
  ],
  'InvalidAccessKeyId.Inactive': [400, 'The access key is disabled.', 'Enable it with "otagate key enable", or use another key.'],
  SignatureDoesNotMatch: [
    400,
    'The signature is not that of the parameters, the method and the secret.',
    'Open the diagnosis and paste the request: it finds the known mistakes. Then compare the string to sign of the message with that of your client.',
  ],
  'InvalidAction.NotFound': [
    404,
    'There is no such operation, or the path is not "/".',
    'Check the spelling of Action, which is case-sensitive, and send the request to the path "/".',
  ],
  'Throttling.User': [
    429,
    'The account sends more requests than its rate limit allows.',
    'Wait for the seconds of the header Retry-After, then send the request again with a new nonce. An operator can raise the limit of the account.',
  ],
  SignatureNonceUsed: [
    400,
    'A request with this nonce was executed before.',
    'Use a new SignatureNonce for each request, also for a retry. To retry a change safely, use the same ClientToken.',
  ],
  IdempotentParameterMismatch: [
    400,
    'The ClientToken was used for another operation or other parameters.',
    'Use a new ClientToken for each change, and the same one only to retry that change.',
  ],
  ServiceUnavailable: [
    503,
    'The gateway is overloaded, or the database does not respond.',
    'Wait for the seconds of the header Retry-After, then try again with a new nonce and the same ClientToken.',
  ],
  'iot.system.SystemException': [
    500,
    'An unexpected error in the gateway.',
    'Try again with a new nonce. If it happens again, give the RequestId to the operator, who finds it in the log.',
  ],
  InvalidRequest: [
    400,
    'The request is not well-formed HTTP, or has no Host.',
    'Check the client, and the proxies between it and the gateway.',
  ],
  RequestTimeout: [
    408,
    'The head or body of the request did not arrive before its timeout.',
    'Send the request at once, and check the network.',
  ],
  RequestBodyTooLarge: [
    413,
    'The body is larger than the gateway accepts.',
    'Send fewer modules in a batch, and put Action before Modules or into the query.',
  ],
  UnsupportedContentEncoding: [415, 'The body is compressed.', 'Send the body without Content-Encoding.'],
  ExpectationFailed: [417, 'The header Expect has another value than 100-continue.', 'Remove the header Expect.'],
  RequestURITooLong: [414, 'The request line is too long.', 'Send the parameters in a form body with POST.'],
  RequestHeadersTooLarge: [431, 'The headers are too large, or there are too many.', 'Remove headers, such as cookies.'],
  UnsupportedHTTPVersion: [505, 'The HTTP version is neither 1.0 nor 1.1.', 'Use HTTP/1.1.'],
  'iot.prod.NullProductKey': [200, 'ProductKey is missing or empty.', 'Add the ProductKey of a product of your account.'],
  'iot.prod.InvalidFormattedProductkey': [
    200,
    'ProductKey does not have 1 to 64 letters and digits.',
    'Copy the ProductKey from the list of products.',
  ],
  'iot.prod.NotExistedProduct': [
    200,
    'Your account has no product with this ProductKey.',
    'Check the ProductKey, and that the access key belongs to the account of the product.',
  ],
  'iot.ota.NullModuleName': [200, 'ModuleName is missing or empty.', 'Add a ModuleName.'],
  'iot.ota.InvalidFormattedModuleName': [
    200,
    'ModuleName does not have 1 to 64 letters, digits, periods, hyphens and underscores.',
    'Change the name. Use AliasName for a name in Chinese.',
  ],
  'iot.ota.InvalidFormattedAliasName': [
    200,
    'AliasName does not have 1 to 64 Chinese characters, letters, digits, periods, hyphens and underscores.',
    'Change the alias, or leave it out.',
  ],
  'iot.ota.LongModuleDesc': [200, 'Desc has more than 100 characters, or a NUL.', 'Shorten the description.'],
  'iot.ota.AlreadyExistedModuleName': [
    200,
    'The product has a module with this name, in any spelling of upper and lower case, or the name is "default".',
    'Choose another name. If this was a retry, the first request may have succeeded: list the modules.',
  ],
  'iot.ota.NotExistedModule': [
    200,
    'The product has no custom module with this name.',
    'List the modules of the product and check the name.',
  ],
  'iot.ota.DefaultModuleNotDeletable': [200, 'The built-in module "default" cannot be deleted.', 'Delete the custom modules only.'],
  'iot.ota.ModuleCountExceedMax': [200, 'The product already has 10 custom modules.', 'Delete a module that is not needed any more.'],
  'iot.ota.NullModules': [200, 'Modules is missing or empty.', 'Add a JSON array of 1 to 100 modules.'],
  'iot.ota.InvalidFormattedModules': [
    200,
    'Modules is not a JSON array of 1 to 100 objects with ProductKey, ModuleName and, optionally, AliasName and Desc, all of them strings.',
    'Correct the JSON. Names are case-sensitive.',
  ],
  'iot.ota.InvalidAtomic': [200, 'Atomic is neither true nor false.', 'Send Atomic=true or Atomic=false, or leave it out.'],
  'iot.ota.NoModuleCreated': [200, 'Every module of the batch was rejected.', 'See the code of each module in the response.'],
  'iot.ota.AtomicBatchRejected': [
    200,
    'At least one module of the batch was rejected, and Atomic is true, so none was created.',
    'Correct the modules that have a code in the response, then send the batch again.',
  ],
  'iot.prod.NullProductName': [200, 'ProductName is missing or empty.', 'Add a ProductName.'],
  'iot.prod.InvalidFormattedProductName': [
    200,
    'ProductName does not have 4 to 30 letters, digits, Chinese or Japanese characters (which count as two), and any of _-@().',
    'Change the name.',
  ],
  'iot.prod.AlreadyExistedProductName': [200, 'Your account has a product with this name.', 'Choose another name.'],
  'iot.prod.AlreadyExistedProductKey': [
    200,
    'A product has this ProductKey already, perhaps in another account.',
    'Choose another ProductKey, or leave it out: the gateway then issues one.',
  ],
  'iot.prod.InvalidNodeType': [200, 'NodeType is neither 0 nor 1.', 'Send NodeType=0 for a device, or NodeType=1 for a gateway.'],
  'iot.prod.LongProductDesc': [200, 'Description has more than 100 characters, or a NUL.', 'Shorten the description.'],
  'iot.prod.InvalidDataFormat': [200, 'DataFormat is neither 0 nor 1.', 'Send 0 or 1, or leave it out.'],
  'iot.prod.InvalidNetType': [200, 'NetType has another value.', 'Send WIFI, CELLULAR, ETHERNET, LORA or OTHER, or leave it out.'],
  'iot.prod.InvalidAuthType': [200, 'AuthType has another value.', 'Send secret, id2 or x509, or leave it out.'],
  'iot.prod.InvalidProtocolType': [
    200,
    'ProtocolType has another value.',
    'Send modbus, opc-ua, customize, ble or zigbee, or leave it out.',
  ],
  'iot.prod.InvalidAliyunCommodityCode': [200, 'AliyunCommodityCode has another value.', 'Send iothub_senior or iothub, or leave it out.'],
  'iot.prod.ExistedModule': [200, 'The product has custom modules.', 'Delete its modules first, then the product.'],
  'iot.common.InvalidPageParams': [
    200,
    'CurrentPage or PageSize is missing or not allowed.',
    'Send CurrentPage from 1, and PageSize from 1 to 200.',
  ],
};
